/** Every limit of the running app at its edge and one beyond; then a flood, whose times are told and not judged. */
import { judge, onDemoCity } from './demo-city-proof'
import { floodNotes } from './flood'
import { type Attempt, limitAttempts } from './limit-attempts'
import type { Proof, ProofResult } from './proof'
import { rateAttempts } from './rate-attempts'
import { Visitor } from './web-visitor'

async function attempt(attempts: Attempt[], result: ProofResult, notes: string[]): Promise<void> {
  for (const { name, mayPass, isTaken } of attempts)
    if (!judge(result, await isTaken(), mayPass))
      notes.push(`${name}: ${mayPass ? 'refused, but it is within the limit' : 'taken, but it is over the limit'}`)
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
  run: onDemoCity(async ({ address, dataFolder }, result, notes) => {
    const signIn = (username: string) => Visitor.signedIn(address, dataFolder, username)
    const nobody = new Visitor(address)
    const [planner, officer] = [await signIn('planner'), await signIn('officer')]
    await attempt(limitAttempts({ nobody, planner, officer }), result, notes)
    const since = Date.now()
    notes.push(...(await floodNotes(await signIn('leader'), await signIn('maintainer'))))
    await attempt(rateAttempts(nobody, since, signIn), result, notes)
  }),
}
