import { ProblemPage } from './_ui/problem-page'

export default function NotFound() {
  return <ProblemPage kind="missing" />
}
