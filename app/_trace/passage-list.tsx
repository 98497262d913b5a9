'use client'
/** A trip's passages in order, the clock's marked; each is a place to seek to. */
import { useMemo, useRef } from 'react'
import { lastAtOrBefore } from '../../server/domain/instants'
import type { Replay } from '../_timeline/replay'
import { useEachFrame } from '../_timeline/use-replay'
import { usePassageWords } from './passage-words'
import type { VehicleTrip } from './trace-types'

function Rows({ trip, onSeek }: { trip: VehicleTrip; onSeek(at: number): void }) {
  const words = usePassageWords()
  return trip.passages.map((passage, index) => (
    <li key={`${passage.at} ${passage.cameraId}`}>
      <button
        type="button"
        className="grid w-full grid-cols-[1.6rem_4.6rem_1fr] rounded-md px-1.5 py-1 text-left hover:bg-surface-2 aria-[current=step]:bg-accent-soft"
        onClick={() => onSeek(passage.at)}
      >
        <span className="text-ink-3">{index + 1}</span>
        <span>{words.time(passage)}</span>
        <span className="truncate">{words.camera(passage)}</span>
      </button>
    </li>
  ))
}

/** Thousands of rows are not rendered again because another is the clock's. */
export function PassageList({ trip, replay }: { trip: VehicleTrip; replay: Replay }) {
  const list = useRef<HTMLOListElement>(null)
  const marked = useRef<Element | null>(null)
  const instants = useMemo(() => Float64Array.from(trip.passages, ({ at }) => at), [trip])
  const rows = useMemo(() => <Rows trip={trip} onSeek={replay.seek} />, [trip, replay])
  useEachFrame(replay, ({ time }) => {
    const current = list.current?.children[lastAtOrBefore(instants, time)]?.firstElementChild ?? null
    if (current === marked.current) return
    marked.current?.removeAttribute('aria-current')
    current?.setAttribute('aria-current', 'step')
    marked.current = current
  })
  return (
    <ol ref={list} className="grid gap-0.5 text-[13px]">
      {rows}
    </ol>
  )
}
