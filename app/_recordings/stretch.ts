/** A stretch of one camera's recording under a case. UTC epoch milliseconds. */
export interface Stretch {
  caseId: number
  cameraId: number
  from: number
  to: number
}

export const LENGTHS_S = [10, 30, 60, 120, 300, 600] as const
const USUAL_LENGTH_S = 30

/** The usual one from an instant on, no later than now. */
export const stretchFrom = (at: number, now: number) => {
  const from = Math.floor(Math.min(at, now - USUAL_LENGTH_S * 1_000))
  return { from, to: from + USUAL_LENGTH_S * 1_000 }
}

/** Where the wall shows it: its camera joins those that are on it. */
export function wallAddress({ caseId, cameraId, from }: Stretch, feeds: readonly number[], at: string | null): string {
  const shown = feeds.includes(cameraId) ? feeds : [...feeds, cameraId]
  const query = new URLSearchParams(at ? { at } : {})
  for (const [name, value] of [
    ['feeds', shown.join()],
    ['then', String(from)],
    ['for', '5'],
    ['case', String(caseId)],
  ])
    query.set(name, value)
  return `/wall?${query}`
}
