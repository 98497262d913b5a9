'use client'
import { ProblemPage } from './_ui/problem-page'

/** A page that broke on the server comes back only when it is asked for anew. */
export default function PageError({ error }: { error: { digest?: string } }) {
  return <ProblemPage kind="broken" reference={error.digest} onRetry={() => window.location.reload()} />
}
