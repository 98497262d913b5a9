import { TracePanel } from '../../_panels/trace-panel'

export default function TracePage() {
  return <TracePanel />
}
