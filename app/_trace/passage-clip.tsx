'use client'
/** Over the map: the recording of the passage at the clock's time, or words that there is none between two. */
import { createPortal } from 'react-dom'
import { useTranslations } from 'use-intl'
import type { Clock } from '../../server/domain/clock'
import { useMap } from '../_map/map-context'
import { aboutPassage, CLIP_AFTER_MS, CLIP_BEFORE_MS, RecordedClip } from '../_timeline/recorded-clip'
import { useLocalName } from '../_ui/city-context'
import type { Passage, VehicleTrip } from './trace-types'

/** The passage whose recording covers this time, the nearest where several do. */
function passageAt(trip: VehicleTrip, time: number): Passage | null {
  const covered = trip.passages.filter(({ at }) => time >= at - CLIP_BEFORE_MS && time <= at + CLIP_AFTER_MS)
  return covered.sort((a, b) => Math.abs(a.at - time) - Math.abs(b.at - time))[0] ?? null
}

export function PassageClip({ trip, caseId, clock }: { trip: VehicleTrip; caseId: number; clock: Clock }) {
  const t = useTranslations('trace')
  const { pictureSlot } = useMap()
  const localName = useLocalName()
  const passage = passageAt(trip, clock.time)
  if (!pictureSlot) return null
  return createPortal(
    <figure className="float overflow-hidden p-1.5">
      {passage ? (
        <>
          <RecordedClip
            key={`${passage.cameraId} ${passage.at}`}
            asked={{ cameraId: passage.cameraId, caseId, ...aboutPassage(passage.at) }}
            clock={clock}
          />
          <figcaption className="truncate px-1 pt-1 text-ink-2 text-xs">
            {t('clipOf', {
              camera: localName({ name: passage.cameraName, nameEn: passage.cameraNameEn }) || passage.cameraCode,
            })}
          </figcaption>
        </>
      ) : (
        <p className="px-2 py-1.5 text-[13px] text-ink-2">{t('between')}</p>
      )}
    </figure>,
    pictureSlot,
  )
}
