'use client'
/** What a passage's device keeps of it: the plate small, the scene when it is asked for. */
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { PassagePicture } from './passage-picture'
import type { PictureSubject } from './use-picture'

interface PassagePicturesProps {
  caseId: number
  subject: PictureSubject & { hasPlateImage: boolean; hasSceneImage: boolean }
  /** Which passage, in words. */
  name: string
}

export function PassagePictures({ caseId, subject, name }: PassagePicturesProps) {
  const t = useTranslations('picture')
  const { plate, at, cameraId, sourceId, hasPlateImage, hasSceneImage } = subject
  const [isSceneWanted, setIsSceneWanted] = useState(false)
  const asked = { caseId, plate, at, cameraId, sourceId }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5 px-1.5 pb-2" data-testid="passage-pictures">
      {hasPlateImage && (
        <PassagePicture asked={{ ...asked, picture: 'plate' }} alt={t('ofPlate', { plate, passage: name })} />
      )}
      {hasSceneImage && isSceneWanted && (
        <PassagePicture asked={{ ...asked, picture: 'scene' }} alt={t('ofScene', { plate, passage: name })} />
      )}
      {hasSceneImage && !isSceneWanted && (
        <button type="button" className="button justify-self-start" onClick={() => setIsSceneWanted(true)}>
          {t('scene')}
        </button>
      )}
    </div>
  )
}
