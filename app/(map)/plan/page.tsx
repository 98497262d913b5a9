import { PlanWorkspace } from '../../_panels/plan-workspace'

export default function PlanPage() {
  return <PlanWorkspace />
}
