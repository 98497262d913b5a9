'use client'
/** The cameras that read the vehicles, in the states they had at the clock's time: on the map, and counted in words. */
import { useMemo } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { CAMERA_STATES } from '../../server/domain/camera'
import { stateAt } from '../../server/domain/camera-past'
import { lastAtOrBefore, mergeInstants } from '../../server/domain/instants'
import type { CameraPoint } from '../_map/camera-clusters'
import { cameraSymbols } from '../_map/layers/camera-layers'
import { useMap, useMapLayers } from '../_map/map-context'
import { Note } from '../_panels/panel'
import type { Replay } from '../_timeline/replay'
import { useClock } from '../_timeline/use-replay'
import { messageOf } from '../_ui/api'
import { StateMark } from '../_ui/state-mark'
import { type CameraPasts, useCameraPasts } from './use-camera-pasts'

const NONE: CameraPasts = []

const pointAt = (past: CameraPasts[number], time: number): CameraPoint => ({
  type: 'camera',
  id: past.id,
  position: [past.lng, past.lat],
  bearing: past.bearing,
  kind: past.kind,
  state: stateAt(past, time),
  readsPlates: past.readsPlates,
  isPlanned: false,
})

/** Made anew only when a camera's state changed. */
function useCamerasThen(pasts: CameraPasts, replay: Replay): CameraPoint[] {
  const changes = useMemo(() => mergeInstants(pasts.map(({ from }) => from)), [pasts])
  const latest = useClock(replay, ({ time }) => lastAtOrBefore(changes, time))
  return useMemo(() => pasts.map((past) => pointAt(past, changes[latest] ?? 0)), [pasts, changes, latest])
}

interface CamerasThenProps {
  /** Sorted. */
  ids: readonly number[]
  window: readonly [from: number, to: number]
  replay: Replay
}

export function CamerasThen({ ids, window: [from, to], replay }: CamerasThenProps) {
  const t = useTranslations('trace')
  const states = useTranslations('state')
  const format = useFormatter()
  const { atlas } = useMap()
  const answer = useCameraPasts(ids, from, to)
  const cameras = useCamerasThen(answer.data ?? NONE, replay)
  useMapLayers(
    'trace-cameras',
    useMemo(() => (atlas ? cameraSymbols({ id: 'cameras-then', cameras, atlas, opacity: 1 }) : []), [cameras, atlas]),
    'below',
  )
  if (answer.isError) return <Note tone="warn">{t('noStates', { reason: messageOf(answer.error) })}</Note>
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-2 text-xs" data-testid="cameras-then">
      <span>{t('camerasThen')}</span>
      {CAMERA_STATES.map((state) => [state, cameras.filter((camera) => camera.state === state).length] as const)
        .filter(([, count]) => count > 0)
        .map(([state, count]) => (
          <span key={state} className="inline-flex items-center gap-1" data-state={state}>
            <StateMark state={state} />
            {format.number(count)} {states(state)}
          </span>
        ))}
    </p>
  )
}
