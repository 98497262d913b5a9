import { SituationPanel } from '../_panels/situation-panel'

export default function SituationPage() {
  return <SituationPanel />
}
