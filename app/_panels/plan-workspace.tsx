'use client'
/** The planner's workspace, in the half that the address names. */
import { AreasPanel } from './areas-panel'
import { PlanPanel } from './plan-panel'
import { usePlanSection } from './plan-sections'

export function PlanWorkspace() {
  const [section] = usePlanSection()
  return section === 'areas' ? <AreasPanel /> : <PlanPanel />
}
