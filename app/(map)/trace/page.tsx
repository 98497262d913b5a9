import { TracePanel } from '../../_trace/trace-panel'

export default function TracePage() {
  return <TracePanel />
}
