/** What proofs on a demo city of their own share: it is started, judged and taken away. */
import { discard, makeDataFolder, type OwnCity, startOwnCity } from '../testing/own-city'
import type { Proof, ProofResult } from './proof'

export type Work = (city: OwnCity, result: ProofResult, notes: string[]) => Promise<void>

export const onDemoCity =
  (work: Work): Proof['run'] =>
  async () => {
    const dataFolder = makeDataFolder()
    let city: OwnCity | undefined
    const result: ProofResult = { tried: 0, accepted: 0, refused: 0, lost: 0, leaked: 0, seed: 0 }
    const notes: string[] = []
    try {
      city = await startOwnCity([], dataFolder)
      await work(city, result, notes)
    } finally {
      await discard(city, dataFolder)
    }
    return { result, notes }
  }

/** Counts one attempt and whether it had to be let in; true when it was judged rightly. */
export function judge(result: ProofResult, isLetIn: boolean, mayPass: boolean): boolean {
  result.tried++
  if (isLetIn) result.accepted++
  else result.refused++
  if (isLetIn === mayPass) return true
  if (mayPass) result.lost++
  else result.leaked++
  return false
}
