'use client'
/** The officer's workspace: a case, a plate, its trips, and the replay of one of them. */
import type { Layer } from '@deck.gl/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { parseAsInteger, useQueryState } from 'nuqs'
import { type FormEvent, useMemo, useState } from 'react'
import { createPortal } from 'react-dom'
import { useFormatter, useTranslations } from 'use-intl'
import { type Trip, tripsOf } from '../../server/domain/trips'
import { tripPathLayers, vehicleLayers } from '../_map/layers/trip-layers'
import { useMap, useMapLayers, useQuietCameras } from '../_map/map-context'
import { vehicleColor } from '../_map/palette'
import { BookmarkList } from '../_recordings/bookmark-list'
import { aboutPassage, CLIP_AFTER_MS, CLIP_BEFORE_MS, RecordedClip } from '../_timeline/recorded-clip'
import { Timeline } from '../_timeline/timeline'
import { useReplay } from '../_timeline/use-replay'
import { api, messageOf } from '../_ui/api'
import { useCity, useLocalName } from '../_ui/city-context'
import { usePreferences } from '../_ui/providers'
import { ApprovalLists } from './approval-lists'
import { ApprovalNeeded } from './approval-needed'
import { APPROVALS, type ApprovalOf, isApprovalNeeded, type TraceQuery } from './approval-query'
import { CaseChooser } from './case-chooser'
import { Figures, Note, Panel, Section } from './panel'
import { REVIEWS } from './review-form'
import { WaitingReviews } from './waiting-reviews'

const GAP_MS = 30 * 60_000
const DAY_MS = 86_400_000
const MARGIN_MS = 15_000
const LONGEST_DAYS = 366

type Passage = Awaited<ReturnType<typeof api.passages.trace.mutate>>['passages'][number]
type VehicleTrip = Trip<Passage>

/** `YYYY-MM-DD` of an instant in the city's zone, and back to the instant that day begins. */
const dayOf = (at: number, timeZone: string) => new Intl.DateTimeFormat('sv-SE', { timeZone }).format(at)

function startOfDay(day: string, timeZone: string): number {
  const guess = Date.parse(`${day}T00:00:00Z`)
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(guess)
  return guess - (Date.parse(`${shown.replace(' ', 'T')}Z`) - guess)
}

function PassageList({ trip, time, onSeek }: { trip: VehicleTrip; time: number; onSeek(at: number): void }) {
  const format = useFormatter()
  const localName = useLocalName()
  const current = trip.passages.findLastIndex((passage) => passage.at <= time)
  return (
    <ol className="grid gap-0.5 text-[13px]">
      {trip.passages.map((passage, index) => (
        <li key={`${passage.at} ${passage.cameraId}`}>
          <button
            type="button"
            className={`grid w-full grid-cols-[1.6rem_4.6rem_1fr] rounded-md px-1.5 py-1 text-left hover:bg-surface-2 ${index === current ? 'bg-accent-soft' : ''}`}
            onClick={() => onSeek(passage.at)}
          >
            <span className="text-ink-3">{index + 1}</span>
            <span>
              {format.dateTime(passage.at, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false })}
            </span>
            <span className="truncate">
              {localName({ name: passage.cameraName, nameEn: passage.cameraNameEn }) || passage.cameraCode}
            </span>
          </button>
        </li>
      ))}
    </ol>
  )
}

/** The passage whose recording covers this time, the nearest where several do. */
function passageAt(trip: VehicleTrip, time: number): Passage | null {
  const covered = trip.passages.filter(({ at }) => time >= at - CLIP_BEFORE_MS && time <= at + CLIP_AFTER_MS)
  return covered.sort((a, b) => Math.abs(a.at - time) - Math.abs(b.at - time))[0] ?? null
}

const NO_LAYERS: Layer[] = []

export function TracePanel() {
  const t = useTranslations('trace')
  const format = useFormatter()
  const client = useQueryClient()
  const { passageSpan, timeZone } = useCity()
  const { flyTo, palette, pictureSlot } = useMap()
  const { theme } = usePreferences()
  const localName = useLocalName()
  const color = vehicleColor(0, theme)
  const [caseId, setCaseId] = useQueryState('case', parseAsInteger)
  const [plate, setPlate] = useState('')
  const lastDay = dayOf((passageSpan?.to ?? Date.now()) - 1, timeZone)
  const [fromDay, setFromDay] = useState(lastDay)
  const [toDay, setToDay] = useState(lastDay)
  const [chosen, setChosen] = useState<number | null>(null)

  const query: TraceQuery = {
    caseId: caseId ?? 0,
    plate,
    from: startOfDay(fromDay, timeZone),
    to: startOfDay(toDay, timeZone) + DAY_MS,
  }
  const trace = useMutation({
    mutationFn: (asked: Parameters<typeof api.passages.trace.mutate>[0]) => api.passages.trace.mutate(asked),
    onSettled: () => Promise.all([APPROVALS, REVIEWS].map((queryKey) => client.invalidateQueries({ queryKey }))),
    onSuccess: ({ passages }) => {
      setChosen(null)
      if (passages.length === 0) return
      const [lngs, lats] = [passages.map((passage) => passage.lng), passages.map((passage) => passage.lat)]
      const bounds: [number, number, number, number] = [
        Math.min(...lngs) - 0.002,
        Math.min(...lats) - 0.002,
        Math.max(...lngs) + 0.002,
        Math.max(...lats) + 0.002,
      ]
      flyTo({ zoom: 13, lng: lngs[0], lat: lats[0], bounds })
    },
  })

  const trips = useMemo(() => tripsOf(trace.data?.passages ?? [], { maxGapMs: GAP_MS }), [trace.data])
  const trip = chosen === null ? null : (trips[chosen] ?? null)
  const window = useMemo(() => (trip ? ([trip.from - MARGIN_MS, trip.to + MARGIN_MS] as const) : null), [trip])
  const replay = useReplay(window)
  const time = replay?.clock.time ?? 0
  const pathList = useMemo(
    () => (trips.length > 0 ? tripPathLayers({ trips, selected: trip, color, palette }) : NO_LAYERS),
    [trips, trip, color, palette],
  )
  const vehicleList = useMemo(
    () => (trip ? vehicleLayers({ trip, time, color, palette }) : NO_LAYERS),
    [trip, time, color, palette],
  )
  useQuietCameras()
  useMapLayers('trace-paths', pathList)
  useMapLayers('trace-vehicle', vehicleList)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    trace.mutate(query)
  }
  const runApproved = ({ id, read }: ApprovalOf<'passages'>) => {
    void setCaseId(read.caseId)
    setPlate(read.plates[0])
    setFromDay(dayOf(read.from, timeZone))
    setToDay(dayOf(read.to - 1, timeZone))
    const { caseId, from, to, plates } = read
    trace.mutate({ caseId, plate: plates[0], from, to, leave: { approvalId: id } })
  }
  const seen = trip && replay ? passageAt(trip, time) : null
  const days = (startOfDay(toDay, timeZone) - startOfDay(fromDay, timeZone)) / DAY_MS + 1
  const canSearch = caseId !== null && plate.trim().length >= 2 && days >= 1 && days <= LONGEST_DAYS && !trace.isPending

  return (
    <Panel title={t('title')} subtitle={t('subtitle')}>
      <Section title={t('case')}>
        <CaseChooser caseId={caseId} onChoose={(id) => void setCaseId(id)} />
      </Section>
      {caseId !== null && (
        <Section title={t('vehicle')}>
          <form className="grid gap-2.5" onSubmit={submit} data-testid="trace-form">
            <label className="grid gap-1">
              <span className="label">{t('plate')}</span>
              <input
                className="field font-semibold tracking-wide"
                value={plate}
                maxLength={20}
                autoComplete="off"
                placeholder={t('plateHint')}
                onChange={(event) => setPlate(event.target.value)}
              />
            </label>
            <div className="grid grid-cols-2 gap-2">
              <label className="grid gap-1">
                <span className="label">{t('from')}</span>
                <input
                  type="date"
                  className="field"
                  value={fromDay}
                  max={toDay}
                  onChange={(event) => event.target.value && setFromDay(event.target.value)}
                />
              </label>
              <label className="grid gap-1">
                <span className="label">{t('to')}</span>
                <input
                  type="date"
                  className="field"
                  value={toDay}
                  min={fromDay}
                  onChange={(event) => event.target.value && setToDay(event.target.value)}
                />
              </label>
            </div>
            {days > LONGEST_DAYS && <Note tone="warn">{t('tooLong', { days: LONGEST_DAYS })}</Note>}
            <button type="submit" className="button primary" disabled={!canSearch}>
              {trace.isPending ? t('searching') : t('search')}
            </button>
            <p className="text-ink-3 text-xs">{t('audited')}</p>
            {trace.error && !isApprovalNeeded(trace.error) && <Note tone="warn">{messageOf(trace.error)}</Note>}
          </form>
          {trace.variables && isApprovalNeeded(trace.error) && (
            <ApprovalNeeded
              key={JSON.stringify(trace.variables)}
              query={trace.variables}
              onBreak={(breakGlass) => trace.mutate({ ...trace.variables!, leave: { breakGlass } })}
            />
          )}
        </Section>
      )}
      {caseId !== null && (
        <Section title={t('recordings')} isOpen={false}>
          <BookmarkList caseId={caseId} />
        </Section>
      )}
      <ApprovalLists kind="passages" onUse={runApproved} />
      <WaitingReviews />
      {trace.data && (
        <>
          <Figures
            items={[
              { label: t('trips'), value: format.number(trips.length) },
              { label: t('passages'), value: format.number(trace.data.passages.length) },
              {
                label: t('cameras'),
                value: format.number(new Set(trace.data.passages.map((passage) => passage.cameraId)).size),
              },
            ]}
          />
          <Section title={t('tripsOf', { plate: trace.data.plate })}>
            {trips.length === 0 && <Note>{t('none')}</Note>}
            {trace.data.isCut && <Note tone="warn">{t('cut')}</Note>}
            <ul className="grid gap-1">
              {trips.map((row, index) => (
                <li key={row.from}>
                  <button
                    type="button"
                    aria-pressed={index === chosen}
                    className={`w-full rounded-lg border px-3 py-1.5 text-left ${index === chosen ? 'border-accent bg-accent-soft' : 'border-line hover:bg-surface-2'}`}
                    onClick={() => setChosen(index)}
                    data-testid="trip"
                  >
                    <span className="font-medium">
                      {format.dateTimeRange(row.from, row.to, {
                        month: 'short',
                        day: 'numeric',
                        hour: '2-digit',
                        minute: '2-digit',
                        hour12: false,
                      })}
                    </span>
                    <span className="block text-ink-3 text-xs">
                      {t('tripLine', {
                        passages: row.passages.length,
                        minutes: Math.max(1, Math.round((row.to - row.from) / 60_000)),
                      })}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </Section>
        </>
      )}
      {trip && replay && caseId !== null && (
        <>
          <Section title={t('replay')}>
            <div className="grid gap-2">
              <PassageList trip={trip} time={time} onSeek={replay.seek} />
              <p className="text-ink-3 text-xs">{t('honest')}</p>
            </div>
          </Section>
          {pictureSlot &&
            createPortal(
              <figure className="float overflow-hidden p-1.5">
                {seen ? (
                  <RecordedClip
                    key={`${seen.cameraId} ${seen.at}`}
                    asked={{ cameraId: seen.cameraId, caseId, ...aboutPassage(seen.at) }}
                    clock={replay.clock}
                  />
                ) : (
                  <p className="px-2 py-1.5 text-[13px] text-ink-2">{t('between')}</p>
                )}
                {seen && (
                  <figcaption className="truncate px-1 pt-1 text-ink-2 text-xs">
                    {t('clipOf', {
                      camera: localName({ name: seen.cameraName, nameEn: seen.cameraNameEn }) || seen.cameraCode,
                    })}
                  </figcaption>
                )}
              </figure>,
              pictureSlot,
            )}
          <Timeline
            replay={replay}
            marks={trip.passages.map((passage) => passage.at)}
            rows={[{ key: trip.from, spans: [trip] }]}
          />
        </>
      )}
    </Panel>
  )
}
