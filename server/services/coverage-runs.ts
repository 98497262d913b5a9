/** One recomputation at a time in this process: asked for by people, watched, stopped, and taken up again after a restart. */
import type { Connection } from '../../db/client'
import { countedExtent } from '../../db/queries/cameras'
import { type CoverageRun, newestRun, requestCancel } from '../../db/queries/coverage-runs'
import type { Caller } from '../domain/access'
import { appendAudit } from './audit'
import { KERNEL_VERSION } from './camera-view-input'
import { refreshCoverage } from './refresh-coverage'
import { ServiceError } from './service-error'

/** The one that runs, and at most one that follows: it begins after the others and finds what they left out of date. */
const holder = globalThis as typeof globalThis & {
  sightlineCoverage?: { running: Promise<void> | null; isFollowing: boolean }
}
const queue = () => {
  holder.sightlineCoverage ??= { running: null, isFollowing: false }
  return holder.sightlineCoverage
}

/** Starts a recomputation in the background, or lets one follow the one that runs. Problems are kept in the run. */
export function recomputeCoverage(
  { system: connection }: Connection,
  options: { personId?: number | null; isResumed?: boolean } = {},
): void {
  const state = queue()
  if (state.running) {
    state.isFollowing = true
    return
  }
  state.running = refreshCoverage(connection, options)
    .then(
      () => {},
      (error: Error) => console.error('coverage:', error.message),
    )
    .finally(() => {
      state.running = null
      if (!state.isFollowing) return
      state.isFollowing = false
      recomputeCoverage(connection)
    })
}

/** Takes up what an earlier process left unfinished, and counts anew what an earlier version counted or never began. */
export async function resumeCoverage(connection: Connection): Promise<void> {
  const run = await newestRun(connection.db)
  if (run === null && (await countedExtent(connection.db)) !== null) recomputeCoverage(connection)
  else if (run !== null && run.kernel !== KERNEL_VERSION) recomputeCoverage(connection)
  else if (run?.state === 'running') recomputeCoverage(connection, { personId: run.personId, isResumed: true })
}

export type CoverageRunStatus = Pick<CoverageRun, 'id' | 'state' | 'step' | 'done' | 'total' | 'problem'> & {
  startedAt: number
  finishedAt: number | null
}

export async function coverageStatus({ db }: Connection): Promise<CoverageRunStatus | null> {
  const run = await newestRun(db)
  if (!run) return null
  const { id, state, step, done, total, problem, startedAt, finishedAt } = run
  return {
    id,
    state,
    step,
    done,
    total,
    problem,
    startedAt: startedAt.getTime(),
    finishedAt: finishedAt?.getTime() ?? null,
  }
}

export async function startCoverage(connection: Connection, caller: Caller, isResumed: boolean): Promise<void> {
  await appendAudit(connection.db, caller, { action: 'coverage-recomputed', object: 'city', details: { isResumed } })
  recomputeCoverage(connection, { personId: caller.personId, isResumed })
}

export async function cancelCoverage({ db }: Connection): Promise<void> {
  const run = await newestRun(db)
  if (run?.state !== 'running') throw new ServiceError('conflict', 'No recomputation of coverage is running.')
  await requestCancel(db, run.id)
}
