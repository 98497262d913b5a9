/** Every limit of the running app at its edge and one beyond; then a flood, whose times are told and not judged. */
import { discard, makeDataFolder, type OwnCity, startOwnCity } from '../testing/own-city'
import { floodNotes } from './flood'
import { type Attempt, limitAttempts } from './limit-attempts'
import type { Proof, ProofResult } from './proof'
import { rateAttempts } from './rate-attempts'
import { Visitor } from './web-visitor'

async function judge(attempts: Attempt[], result: ProofResult, notes: string[]): Promise<void> {
  for (const { name, mayPass, isTaken } of attempts) {
    result.tried++
    const passed = await isTaken()
    if (passed) result.accepted++
    else result.refused++
    if (passed === mayPass) continue
    if (mayPass) result.lost++
    else result.leaked++
    notes.push(`${name}: ${passed ? 'taken, but it is over the limit' : 'refused, but it is within the limit'}`)
  }
}

export const limitsProof: Proof = {
  name: 'limits',
  about:
    'sizes, ranges, rates, methods, content types and origins at the limit and one beyond; one user floods, another waits',
  guards: [
    {
      about: 'the count of bytes',
      file: 'app/_server/read-body.ts',
      find: 'if (size > most)',
      replace: 'if (size > 1e9)',
    },
    {
      about: 'the count of calls',
      file: 'server/rate-limits.ts',
      find: 'await counter.consume(key, points)',
      replace: 'await counter.consume(key, 0)',
    },
  ],
  run: async () => {
    const dataFolder = makeDataFolder()
    let city: OwnCity | undefined
    const result: ProofResult = { tried: 0, accepted: 0, refused: 0, lost: 0, leaked: 0, seed: 0 }
    const notes: string[] = []
    try {
      city = await startOwnCity([], dataFolder)
      const { address } = city
      const signIn = (username: string) => Visitor.signedIn(address, dataFolder, username)
      const nobody = new Visitor(address)
      const [planner, officer] = [await signIn('planner'), await signIn('officer')]
      await judge(limitAttempts({ nobody, planner, officer }), result, notes)
      const since = Date.now()
      notes.push(...(await floodNotes(await signIn('leader'), await signIn('maintainer'))))
      await judge(rateAttempts(nobody, since, signIn), result, notes)
    } finally {
      await discard(city, dataFolder)
    }
    return { result, notes }
  },
}
