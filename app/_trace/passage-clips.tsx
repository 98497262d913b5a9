'use client'
/** Over the map: recordings of the passages at the clock's time, or words that there is none between two. */
import { BookmarkPlus } from 'lucide-react'
import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { useTranslations } from 'use-intl'
import { useMap } from '../_map/map-context'
import type { Asked } from '../_recordings/asked-form'
import { stretchFrom } from '../_recordings/stretch'
import { aboutPassage } from '../_timeline/clip-span'
import { RecordedClip } from '../_timeline/recorded-clip'
import type { Replay } from '../_timeline/replay'
import { useClock } from '../_timeline/use-replay'
import { FASTEST_WITH_CLIPS, nearPassages } from './near-passages'
import { usePassageWords } from './passage-words'
import type { Passage } from './trace-types'
import type { TracedVehicle } from './traced-vehicles'
import { useStanding } from './use-standing'
import { VehicleMark } from './vehicle-mark'

interface ClipsProps {
  /** Those that are shown, at least one. */
  vehicles: readonly TracedVehicle[]
  selected: number | null
  caseId: number
  replay: Replay
  onMark(asked: Asked): void
}

interface ClipProps extends Pick<ClipsProps, 'caseId' | 'replay' | 'onMark'> {
  passage: Passage
  number: number
}

function Clip({ passage, number, caseId, replay, onMark }: ClipProps) {
  const t = useTranslations()
  const words = usePassageWords()
  const { cameraId, at } = passage
  const name = words.camera(passage)
  const label = t('bookmark.markOf', { name })
  const mark = () => {
    const stretch = { caseId, cameraId, ...stretchFrom(replay.clock().time, Date.now()) }
    onMark({ what: 'bookmark', stretch, name })
  }
  return (
    <figure className="min-w-0">
      <RecordedClip asked={{ cameraId, caseId, ...aboutPassage(at) }} replay={replay} />
      <figcaption className="flex items-center gap-1.5 pt-1 text-ink-2 text-xs">
        <VehicleMark number={number} />
        <span className="min-w-0 flex-1 truncate" title={t('trace.clipOf', { camera: name })}>
          {name}
        </span>
        <button type="button" className="button quiet min-h-7 px-1" aria-label={label} title={label} onClick={mark}>
          <BookmarkPlus size={15} aria-hidden />
        </button>
      </figcaption>
    </figure>
  )
}

/** That there is no recording, and what is known instead. */
function NoClip({ vehicle, replay, isFast }: { vehicle: TracedVehicle; replay: Replay; isFast: boolean }) {
  const t = useTranslations('trace')
  const { kind, text } = useStanding(vehicle, replay)
  const words = (): ReactNode => {
    if (isFast) return t('tooFast', { speed: FASTEST_WITH_CLIPS })
    return kind === 'between' ? t('between') : text
  }
  return (
    <p className="flex gap-2 px-2 py-1.5 text-[13px] text-ink-2" data-testid="no-clip">
      <VehicleMark number={vehicle.number} />
      <span>{words()}</span>
    </p>
  )
}

export function PassageClips({ vehicles, selected, caseId, replay, onMark }: ClipsProps) {
  const { pictureSlot } = useMap()
  const isFast = useClock(replay, ({ speed }) => speed > FASTEST_WITH_CLIPS)
  const near = useClock(replay, (clock) =>
    nearPassages(vehicles, selected, clock)
      .map(({ number, row }) => `${number} ${row}`)
      .join(),
  )
  if (!pictureSlot) return null
  const shown = near === '' ? [] : near.split(',').map((each) => each.split(' ').map(Number))
  const subject = vehicles.find(({ number }) => number === selected) ?? vehicles[0]
  return createPortal(
    <div className={`float grid gap-1.5 overflow-hidden p-1.5 ${shown.length > 1 ? 'grid-cols-2' : ''}`}>
      {shown.length === 0 && <NoClip vehicle={subject} replay={replay} isFast={isFast} />}
      {shown.map(([number, row]) => {
        const passage = vehicles.find((vehicle) => vehicle.number === number)!.trace.passages[row]
        return (
          <Clip key={`${number} ${passage.cameraId} ${passage.at}`} {...{ passage, number, caseId, replay, onMark }} />
        )
      })}
    </div>,
    pictureSlot,
  )
}
