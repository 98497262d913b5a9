'use client'
/** What nobody sees: how much of the ground that must be seen, where, why, and what hangs on one camera. */
import type { PickingInfo } from '@deck.gl/core'
import { useQueryState, useQueryStates } from 'nuqs'
import { useCallback, useState } from 'react'
import { spotAt } from '../_map/layers/blind-spot-layers'
import { useMapClicks } from '../_map/map-context'
import { parseAsPosition, parseAsRing } from '../_map/plan-url'
import { urlState } from '../_map/url-state'
import { useCoverageMap } from '../_map/use-coverage-map'
import { CameraPanel } from './camera-panel'
import { PlanActions } from './plan-actions'
import { PlanOverview } from './plan-overview'
import { PointPanel } from './point-panel'
import { ShapePanel, ShapeSketch } from './shape-panel'
import { usePlan } from './use-plan'
import { useSpots } from './use-spots'

export function PlanPanel() {
  const [{ camera }] = useQueryStates(urlState)
  const [point, setPoint] = useQueryState('point', parseAsPosition)
  const [shape, setShape] = useQueryState('shape', parseAsRing)
  const [isDrawing, setDrawing] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const plan = usePlan()
  useCoverageMap()
  const spots = useSpots(plan.report.data?.spots, isDrawing || shape !== null)

  const isOpen = camera === null && shape === null && !isDrawing
  const { spots: shown, selectedId, setSelectedId } = spots
  const onClick = useCallback(
    ({ object, coordinate }: PickingInfo) => {
      const spot = shown.find(({ id }) => id === spotAt(object)?.id)
      const isGround = object === undefined || object === null || spot !== undefined
      if (spot && !isAsking && spot.id !== selectedId) void setSelectedId(spot.id)
      else if (isGround && coordinate) void setPoint(coordinate.slice(0, 2))
      else return false
      setAsking(false)
      return true
    },
    [shown, selectedId, setSelectedId, setPoint, isAsking],
  )
  useMapClicks('plan', isOpen ? onClick : null)
  const stopDrawing = useCallback(() => setDrawing(false), [])
  const finish = useCallback(
    (ring: number[][]) => {
      setDrawing(false)
      void setShape(ring)
    },
    [setShape],
  )

  if (camera !== null) return <CameraPanel key={camera} id={camera} />
  if (isDrawing) return <ShapeSketch onFinish={finish} onCancel={stopDrawing} />
  if (shape) return <ShapePanel ring={shape} onAgain={() => setDrawing(true)} onClose={() => void setShape(null)} />
  if (point) return <PointPanel point={point} onClose={() => void setPoint(null)} />
  return (
    <PlanOverview plan={plan} spots={spots}>
      <PlanActions
        isAsking={isAsking}
        onAsk={() => setAsking(!isAsking)}
        onCenter={(center) => void setPoint(center)}
        onDraw={() => setDrawing(true)}
      />
    </PlanOverview>
  )
}
