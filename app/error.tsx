'use client'
import { ProblemPage } from './_ui/problem-page'

export default function PageError({ reset }: { reset: () => void }) {
  return <ProblemPage kind="broken" onRetry={reset} />
}
