'use client'
/** One picture of a passage as its device gives it, or in words why there is none. A click shows it as large as the screen. */
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Note } from '../_panels/panel'
import { useFileUrl } from '../_ui/use-file-url'
import { LargePicture } from './large-picture'
import { type AskedPicture, usePicture } from './use-picture'

const KNOWN = /^(none|not-allowed|not-reached|no-picture|not-found|refused|too-many)$/
/** What another try may change. */
const PASSING = /^(not-reached|too-many|server|database|unavailable)$/

export function PassagePicture({ asked, alt }: { asked: AskedPicture; alt: string }) {
  const t = useTranslations('picture')
  const { data, error, isPending, isFetching, refetch } = usePicture(asked)
  const url = useFileUrl(data)
  const [isBroken, setIsBroken] = useState(false)
  const [isLarge, setIsLarge] = useState(false)
  const isScene = asked.picture === 'scene'
  if (isPending)
    return (
      <div
        className={`animate-pulse rounded-md bg-surface-2 ${isScene ? 'aspect-video' : 'h-12 w-40'}`}
        role="status"
        aria-label={t('loading')}
      />
    )
  if (error || isBroken) {
    const code = isBroken ? 'no-picture' : (error?.message ?? '')
    return (
      <Note tone="warn">
        <span role="alert" data-testid="picture-problem" data-code={code}>
          {KNOWN.test(code) ? t(`problem.${code as 'none'}`) : t('problem.other')}
        </span>{' '}
        {PASSING.test(code) && (
          <button type="button" className="underline" disabled={isFetching} onClick={() => void refetch()}>
            {t('again')}
          </button>
        )}
      </Note>
    )
  }
  if (!url) return null
  return (
    <>
      <button
        type="button"
        className={`overflow-hidden rounded-md border border-line bg-surface-2 ${isScene ? 'w-full' : 'justify-self-start'}`}
        aria-label={t('enlarge', { what: alt })}
        onClick={() => setIsLarge(true)}
      >
        {/* biome-ignore lint/performance/noImgElement: it is not kept, and nothing may make another size of it on a disk */}
        <img
          src={url}
          alt={alt}
          className={isScene ? 'max-h-72 w-full object-contain' : 'h-12 max-w-full object-contain'}
          onError={() => setIsBroken(true)}
          data-testid={`picture-${asked.picture}`}
        />
      </button>
      {isLarge && <LargePicture url={url} title={alt} onClose={() => setIsLarge(false)} />}
    </>
  )
}
