'use client'
/** A trip's passages in order, the clock's marked; each is a place to seek to, and has the pictures its device kept. */
import { Image as ImageIcon } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { lastAtOrBefore } from '../../server/domain/instants'
import type { Replay } from '../_timeline/replay'
import { useEachFrame } from '../_timeline/use-replay'
import { PassagePictures } from './passage-pictures'
import { usePassageWords } from './passage-words'
import type { Passage, VehicleTrip } from './trace-types'

interface RowProps {
  passage: Passage
  index: number
  caseId: number
  onSeek(at: number): void
}

function Row({ passage, index, caseId, onSeek }: RowProps) {
  const t = useTranslations('picture')
  const words = usePassageWords()
  const [isOpen, setIsOpen] = useState(false)
  const name = `${words.camera(passage)} ${words.time(passage)}`
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto]">
      <button
        type="button"
        className="grid w-full grid-cols-[1.6rem_4.6rem_1fr] rounded-md px-1.5 py-1 text-left hover:bg-surface-2 aria-[current=step]:bg-accent-soft"
        onClick={() => onSeek(passage.at)}
      >
        <span className="text-ink-3">{index + 1}</span>
        <span>{words.time(passage)}</span>
        <span className="truncate">{words.camera(passage)}</span>
      </button>
      {hasPictures(passage) && (
        <button
          type="button"
          className="button quiet min-h-7 px-1.5"
          aria-expanded={isOpen}
          aria-label={t('open', { passage: name })}
          title={t('open', { passage: name })}
          onClick={() => setIsOpen(!isOpen)}
        >
          <ImageIcon size={15} aria-hidden />
        </button>
      )}
      {isOpen && (
        <div className="col-span-2">
          <PassagePictures caseId={caseId} subject={passage} name={name} />
        </div>
      )}
    </li>
  )
}

const hasPictures = ({ hasPlateImage, hasSceneImage }: Passage) => hasPlateImage || hasSceneImage

/** Thousands of rows are not rendered again because another is the clock's. */
export function PassageList({ trip, caseId, replay }: { trip: VehicleTrip; caseId: number; replay: Replay }) {
  const t = useTranslations('picture')
  const list = useRef<HTMLOListElement>(null)
  const marked = useRef<Element | null>(null)
  const instants = useMemo(() => Float64Array.from(trip.passages, ({ at }) => at), [trip])
  const rows = useMemo(
    () =>
      trip.passages.map((passage, index) => (
        <Row
          key={`${passage.at} ${passage.cameraId} ${passage.sourceId}`}
          {...{ passage, index, caseId }}
          onSeek={replay.seek}
        />
      )),
    [trip, caseId, replay],
  )
  useEachFrame(replay, ({ time }) => {
    const current = list.current?.children[lastAtOrBefore(instants, time)]?.firstElementChild ?? null
    if (current === marked.current) return
    marked.current?.removeAttribute('aria-current')
    current?.setAttribute('aria-current', 'step')
    marked.current = current
  })
  return (
    <>
      <ol ref={list} className="grid grid-cols-[minmax(0,1fr)] gap-0.5 text-[13px]">
        {rows}
      </ol>
      <p className="pt-2 text-ink-3 text-xs">{t(trip.passages.some(hasPictures) ? 'honest' : 'noneOfTrip')}</p>
    </>
  )
}
