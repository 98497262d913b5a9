'use client'
/** Who sees a point on the ground, who nearly does, and who could have at an instant in the past. */
import { useQuery } from '@tanstack/react-query'
import type { Position } from 'geojson'
import { parseAsInteger, useQueryState } from 'nuqs'
import { useCallback, useMemo, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { BlindSpotQuestion } from '../../server/services/jurisdiction-blind-spots'
import type { NamedSight, PointAnswer } from '../../server/services/point-sights'
import { sightLayers } from '../_map/layers/sight-layers'
import { useMap, useMapLayers } from '../_map/map-context'
import { useQuestion } from '../_map/plan-url'
import { useCameraPositions } from '../_map/use-camera-positions'
import { useKeys } from '../_map/use-drawing'
import { api, messageOf } from '../_ui/api'
import { useCity } from '../_ui/city-context'
import { dayStart } from '../_ui/zone-time'
import { WatchButton } from '../_wall/watch-button'
import { CauseMark } from './cause-mark'
import { Figures, Note, Panel, Section, Skeleton } from './panel'
import { SightList } from './sight-list'
import { TimeField } from './time-field'
import { useFigures } from './use-figures'

const NO_SIGHTS: NamedSight[] = []
const isSeeing = ({ limits }: NamedSight) => limits.length === 0

function useSightLayers([lng, lat]: Position, sights: readonly NamedSight[], hoveredId: number | null): void {
  const { palette } = useMap()
  const positions = useCameraPositions()
  const layers = useMemo(() => {
    const drawn = sights.flatMap((sight) => {
      const position = positions.get(sight.cameraId)
      return position ? [{ cameraId: sight.cameraId, position, isSeen: isSeeing(sight) }] : []
    })
    return sightLayers({ point: [lng, lat], sights: drawn, hoveredId, palette })
  }, [lng, lat, sights, positions, hoveredId, palette])
  useMapLayers('sights', layers)
}

/** The plan's question, or the same of an instant that was chosen here. */
function usePointQuestion() {
  const { question, usedLevel } = useQuestion()
  const [then, setThen] = useQueryState('then', parseAsInteger)
  const asked = useMemo<BlindSpotQuestion>(
    () => (then === null ? question : { ...question, kind: 'past', at: then }),
    [question, then],
  )
  return { asked, usedLevel, then, setThen }
}

export function PointPanel({ point, onClose }: { point: Position; onClose(): void }) {
  const t = useTranslations('sights')
  const format = useFormatter()
  const { asked, usedLevel, then, setThen } = usePointQuestion()
  const [hoveredId, setHoveredId] = useState<number | null>(null)
  const [lng, lat] = point
  const answer = useQuery({
    queryKey: ['point', lng, lat, asked],
    queryFn: ({ signal }) => api.coverage.point.query({ lng, lat, question: asked }, { signal }),
    placeholderData: (previous) => previous,
  })
  const sights = answer.data?.sights ?? NO_SIGHTS
  useSightLayers(point, sights, hoveredId)
  const close = useCallback(() => {
    void setThen(null)
    onClose()
  }, [setThen, onClose])
  useKeys(useMemo(() => ({ Escape: close }), [close]))
  const degrees = (value: number) => format.number(value, { maximumFractionDigits: 6 })
  return (
    <Panel title={t('title')} subtitle={`${degrees(lat)}, ${degrees(lng)}`} onClose={close}>
      <PointTime asked={asked} then={then} onThen={(at) => void setThen(at)} />
      {answer.isError && (
        <div className="p-4" role="alert">
          <Note tone="warn">{messageOf(answer.error)}</Note>
        </div>
      )}
      {!answer.data && answer.isFetching && <Skeleton lines={5} />}
      {answer.data && (
        <div className={answer.isPlaceholderData ? 'opacity-60' : ''}>
          <PointResult
            answer={answer.data}
            required={usedLevel.pixelsPerM}
            isNight={asked.kind === 'night'}
            onHover={setHoveredId}
          />
        </div>
      )}
    </Panel>
  )
}

/** As of when the answer is, and the way to another instant. */
function PointTime({
  asked,
  then,
  onThen,
}: {
  asked: BlindSpotQuestion
  then: number | null
  onThen(at: number | null): void
}) {
  const t = useTranslations('sights')
  const kinds = useTranslations('plan')
  const { time } = useFigures()
  const { timeZone } = useCity()
  return (
    <div className="grid gap-2 border-line border-b px-4 py-3 text-[13px]">
      <p>{asked.at === null ? kinds(`basis.${asked.kind}`, { time: '' }) : t('asOf', { time: time(asked.at) })}</p>
      {then === null ? (
        <button
          type="button"
          className="button justify-self-start"
          onClick={() => onThen(dayStart(Date.now(), timeZone))}
        >
          {t('askThen')}
        </button>
      ) : (
        <div className="grid grid-cols-[1fr_auto] items-end gap-2">
          <TimeField label={t('then')} value={then} onChange={onThen} />
          <button type="button" className="button" onClick={() => onThen(null)}>
            {t('notThen')}
          </button>
        </div>
      )}
    </div>
  )
}

interface PointResultProps {
  answer: PointAnswer
  required: number
  isNight: boolean
  onHover(cameraId: number | null): void
}

function PointResult({ answer: { sights, cause }, required, isNight, onHover }: PointResultProps) {
  const t = useTranslations('sights')
  const format = useFormatter()
  const seeing = sights.filter(isSeeing)
  const others = sights.filter((sight) => !isSeeing(sight))
  const list = { required, isNight, onHover }
  return (
    <>
      <Figures
        items={[
          { label: t('see'), value: format.number(seeing.length), hint: t('seeHint', { required }) },
          { label: t('kept'), value: format.number(others.length), hint: t('keptHint') },
          { label: t('required'), value: t('density', { pixels: format.number(required) }) },
        ]}
      />
      {cause && (
        <div className="px-4 pt-3">
          <Note>
            <span className="flex flex-wrap items-center gap-x-2 gap-y-1" data-testid="cause">
              {t('unseenBecause')}
              <CauseMark cause={cause} />
            </span>
          </Note>
        </div>
      )}
      {seeing.length > 0 && (
        <Section title={t('seeing')} aside={seeing.length}>
          <SightList sights={seeing} {...list} />
          <div className="pt-2">
            <WatchButton find={() => seeing.map(({ cameraId }) => cameraId)} />
          </div>
        </Section>
      )}
      {others.length > 0 && (
        <Section title={t('notSeeing')} aside={others.length}>
          <SightList sights={others} {...list} />
        </Section>
      )}
      <p className="px-4 py-3 text-ink-3 text-xs">{t('basis')}</p>
    </>
  )
}
