import { describe, expect, it } from 'vitest'
import { ROAD_CLASSES } from '../formats/records'
import { completeRules, defaultRule, isWatchSubject, ruleFor, streetWeight, WATCH_SUBJECTS } from './watch-rules'

describe('watch rules', () => {
  it('know every class of road that an importer writes, and have a weight for each subject', () => {
    for (const roadClass of ROAD_CLASSES) expect(isWatchSubject(`street:${roadClass}`), roadClass).toBe(true)
    expect(WATCH_SUBJECTS).toHaveLength(ROAD_CLASSES.length + 5)
    for (const { subject, weight, isOn } of completeRules([])) {
      expect(weight, subject).toBeGreaterThan(0)
      expect(isOn).toBe(true)
    }
  })

  it('take what the city set before the default, and leave out what they do not know', () => {
    const own = { subject: 'square', weight: 9, requiredLevel: 'discern' as const, isOn: true }
    const rules = completeRules([own, { ...own, subject: 'moat' }])
    expect(rules).toHaveLength(WATCH_SUBJECTS.length)
    expect(ruleFor(rules, 'square')).toEqual(own)
    expect(ruleFor(rules, 'junction')).toEqual(defaultRule('junction'))
    expect(() => ruleFor(rules, 'moat')).toThrow(/subject must be one of .*got moat/)
  })

  it('weigh a street by its class: nothing while that is off, as residential where it is unknown', () => {
    const rules = completeRules([{ ...defaultRule('street:primary'), isOn: false }])
    expect(streetWeight(rules, 'primary')).toBe(0)
    expect(streetWeight(rules, 'secondary')).toBe(2.5)
    expect(streetWeight(rules, 'via_appia')).toBe(streetWeight(rules, 'residential'))
  })
})
