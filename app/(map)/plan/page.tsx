import { PlanPanel } from '../../_panels/plan-panel'

export default function PlanPage() {
  return <PlanPanel />
}
