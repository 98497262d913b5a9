/** Opens cases with reasons that say nothing, and traces under cases that are not open. */
import { sql } from 'drizzle-orm'
import { onBehalfOf } from '../../db/client'
import { OFFENCE_CLASSES } from '../../server/domain/case-reason'
import { seededRandom } from '../../server/domain/testing/random'
import { closeCase, openCase } from '../../server/services/cases'
import { traceVehicle } from '../../server/services/trace-vehicle'
import { badReason } from './bad-reasons'
import type { Proof } from './proof'
import { addPerson, withScratchCity } from './scratch-city'

const SEED = 1
const BAD = 1_000
const GOOD = [
  'Grey car left the scene after hitting a cyclist',
  '嫌疑人驾车逃离中山路抢劫现场',
  'Van seen at three thefts from building sites',
  '走失儿童最后被看到上了一辆白色面包车',
]
const DAY_MS = 86_400_000

export const reasonsProof: Proof = {
  name: 'reasons',
  about: `${BAD} reasons that say nothing, and traces under closed, expired, foreign and unknown cases`,
  guards: [
    {
      about: 'the judgement of reasons',
      file: 'server/services/cases.ts',
      find: 'const problem = reasonProblem(input.reason)',
      replace: 'const problem = null as ReturnType<typeof reasonProblem>',
    },
    {
      about: 'the question whether a case is open',
      file: 'server/services/cases.ts',
      find: '        isNull(cases.closedAt),\n        lte(cases.validFrom, sql`now()`),\n        gt(cases.validUntil, sql`now()`),',
      replace: '',
    },
  ],
  run: () =>
    withScratchCity(async ({ connection, name }) => {
      const officer = await addPerson(connection, 'officer', 'CID 1')
      const stranger = await addPerson(connection, 'officer', 'CID 2')
      const [own, foreign] = [onBehalfOf(connection, officer), onBehalfOf(connection, stranger)]
      const random = seededRandom(SEED)
      const notes = [`on the ${name}`]
      let [tried, accepted, refused, lost, leaked] = [0, 0, 0, 0, 0]
      const open = async (number: string, reason: string) =>
        openCase(own, officer, { number, reason, offenceClass: OFFENCE_CLASSES[0], validDays: 7 })
      for (let i = 0; i < BAD; i++) {
        tried++
        const reason = badReason(random, i)
        const isRefused = await open(`BAD-${i}`, reason).then(
          () => false,
          () => true,
        )
        if (isRefused) refused++
        else {
          leaked++
          notes.push(`accepted as a reason: ${JSON.stringify(reason)}`)
        }
      }
      const ids: number[] = []
      for (const [i, reason] of GOOD.entries()) {
        tried++
        const row = await open(`GOOD-${i}`, reason).catch(() => null)
        if (row) {
          accepted++
          ids.push(row.id)
        } else {
          lost++
          notes.push(`refused as a reason: ${reason}`)
        }
      }
      const trace = async (as: typeof own, caller: typeof officer, caseId: number) =>
        traceVehicle(as, caller, { caseId, plate: '测A12345', from: 0, to: DAY_MS })
      const [isOpen, closed, expired, early] = ids
      await closeCase(own, officer, closed)
      await connection.db.execute(sql`UPDATE cases SET valid_until = now() - interval '1 second' WHERE id = ${expired}`)
      await connection.db.execute(sql`UPDATE cases SET valid_from = now() + interval '1 hour' WHERE id = ${early}`)
      const attempts: [about: string, attempt: () => Promise<unknown>, mayPass: boolean][] = [
        ['an open case of one’s unit', () => trace(own, officer, isOpen), true],
        ['a closed case', () => trace(own, officer, closed), false],
        ['an expired case', () => trace(own, officer, expired), false],
        ['a case that is not valid yet', () => trace(own, officer, early), false],
        ['another unit’s case', () => trace(foreign, stranger, isOpen), false],
        ['no case', () => trace(own, officer, 999_999), false],
      ]
      for (const [about, attempt, mayPass] of attempts) {
        tried++
        const passed = await attempt().then(
          () => true,
          () => false,
        )
        if (passed) accepted++
        else refused++
        if (passed === mayPass) continue
        if (passed) leaked++
        else lost++
        notes.push(`${about}: ${passed ? 'let through' : 'refused'}`)
      }
      return { result: { tried, accepted, refused, lost, leaked, seed: SEED }, notes }
    }),
}
