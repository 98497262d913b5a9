/** How much each subject of a planner's watch weighs, and which density it needs. */
import type { DensityLevelName } from './optics'
import { STREET_CLASSES } from './streets'

export interface WatchRule {
  /** `street:` and a road class, or a kind of place. */
  subject: string
  /** An unseen metre of a subject of weight 3 counts as three of weight 1. */
  weight: number
  /** Least density level; null: the city's usual one. */
  requiredLevel: DensityLevelName | null
  isOn: boolean
}

export const PLACE_SUBJECTS = ['junction', 'square', 'school-gate', 'estate-entrance', 'key-site'] as const
export type PlaceSubject = (typeof PLACE_SUBJECTS)[number]

/** The subject of streets of a class; unknown classes are taken as residential. */
export const streetSubject = (roadClass: string) =>
  `street:${STREET_CLASSES.includes(roadClass) ? roadClass : 'residential'}`
export const WATCH_SUBJECTS: readonly string[] = [...STREET_CLASSES.map(streetSubject), ...PLACE_SUBJECTS]
export const isWatchSubject = (text: string) => WATCH_SUBJECTS.includes(text)

export const MOST_WEIGHT = 100

/**
 * Weights where nobody set any; a residential street is the measure, 1. Streets weigh by how many people and vehicles use
 * them: arterials 3, motorways less, since few people are on foot there and gantries read their plates; yards, paths and
 * farm tracks little, since they make up half of all metres and would drown the rest. Gates of schools and key sites (police,
 * hospitals, stations, government, markets) weigh most: public order plans name them first.
 */
const DEFAULT_WEIGHTS: Record<string, number> = {
  'street:motorway': 2,
  'street:trunk': 3,
  'street:primary': 3,
  'street:secondary': 2.5,
  'street:tertiary': 2,
  'street:residential': 1,
  'street:living_street': 1,
  'street:service': 0.3,
  'street:pedestrian': 2,
  'street:footway': 0.3,
  'street:cycleway': 0.3,
  'street:track': 0.1,
  junction: 2,
  square: 3,
  'school-gate': 5,
  'estate-entrance': 3,
  'key-site': 5,
}

/** The rule that holds for a subject while the city has set none. */
export const defaultRule = (subject: string): WatchRule => ({
  subject,
  weight: DEFAULT_WEIGHTS[subject],
  requiredLevel: null,
  isOn: true,
})

/** A rule for every subject: the city's own, else the default. Rows of unknown subjects are left out. */
export function completeRules(rows: readonly WatchRule[]): WatchRule[] {
  const own = new Map(rows.map((row) => [row.subject, row]))
  return WATCH_SUBJECTS.map((subject) => own.get(subject) ?? defaultRule(subject))
}

/** The rule of a subject among complete rules; null while it is switched off. */
export function ruleFor(rules: readonly WatchRule[], subject: string): WatchRule | null {
  const rule = rules.find((candidate) => candidate.subject === subject)
  if (!rule) throw new RangeError(`subject must be one of ${WATCH_SUBJECTS.join(', ')}, got ${subject}`)
  return rule.isOn ? rule : null
}

/** What a metre of a street weighs: 0 while its class is switched off. Unknown classes are taken as residential. */
export function streetWeight(rules: readonly WatchRule[], roadClass: string): number {
  return ruleFor(rules, streetSubject(roadClass))?.weight ?? 0
}
