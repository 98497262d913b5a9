import { OverviewPanel } from '../../_panels/overview-panel'

export default function OverviewPage() {
  return <OverviewPanel />
}
