/** The city's watch rules: what is set, completed by defaults. They hold for the whole city. */
import type { Connection } from '../../db/client'
import { listWatchRules, storeWatchRule } from '../../db/queries/drawn-areas'
import { answersForAll } from '../../db/queries/scope'
import { access, type Caller } from '../domain/access'
import { DENSITY_LEVELS } from '../domain/optics'
import { completeRules, type WatchRule } from '../domain/watch-rules'
import { appendAudit } from './audit'
import { densityStandard } from './refresh-viewsheds'
import { ServiceError } from './service-error'

/** Every rule, and whether the caller may set them. */
export const watchRulesOf = async ({ db }: Connection, caller: Caller) => ({
  rules: completeRules(await listWatchRules(db)),
  maySet: access(caller.role, 'area.edit') && (await answersForAll(db, caller)),
})

export async function setWatchRule({ db }: Connection, caller: Caller, rule: WatchRule): Promise<void> {
  if (!(await answersForAll(db, caller)))
    throw new ServiceError('refused', 'Watch rules hold for the whole city; you answer for a part of it.')
  await db.transaction(async (tx) => {
    const standard = await densityStandard(tx)
    const { subject, requiredLevel, weight, isOn } = rule
    if (requiredLevel && !DENSITY_LEVELS[standard].some(({ name }) => name === requiredLevel))
      throw new ServiceError(
        'invalid',
        `requiredLevel: expected a level of the ${standard} standard, got ${requiredLevel}.`,
      )
    await storeWatchRule(tx, rule)
    await appendAudit(tx, caller, {
      action: 'watch-rule-set',
      object: subject,
      details: { weight, requiredLevel, isOn },
    })
  })
}
