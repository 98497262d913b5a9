/** Every procedure's input: nothing in it may be longer, larger or more than some bound, whatever is added to it later. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { appRouter } from '../router'
import { takingHidden, unboundedIn } from '../testing/unbounded'
import { lines, text } from './inputs'

interface Procedure {
  _def: { inputs: z.core.$ZodType[] }
}
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>)

describe('inputs', () => {
  it.each(procedures)('%s is bounded', (_path, { _def }) => {
    expect(_def.inputs.flatMap((input) => unboundedIn(input))).toEqual([])
  })

  it.each(procedures)('%s takes no text with hidden characters, but in a password', (_path, { _def }) => {
    const taking = _def.inputs.flatMap((input) => takingHidden(input))
    expect(taking.filter((path) => !/^input\.(current|next|password|proof)$/.test(path))).toEqual([])
  })

  it('are there to be looked at', () => {
    expect(procedures.filter(([, { _def }]) => _def.inputs.length > 0).length).toBeGreaterThan(20)
  })
})

describe('the look at a schema', () => {
  it.each<[string, z.core.$ZodType]>([
    ['a text', z.object({ a: z.string() })],
    ['a text with a pattern', z.string().regex(/^a{1,9}$/)],
    ['a list', z.object({ a: z.array(z.boolean()).optional() })],
    ['a list of long texts', z.array(z.string()).max(3)],
    ['a number', z.number()],
    ['a whole number', z.int()],
    ['a number without a least', z.number().max(3)],
    ['a record', z.record(z.string(), z.boolean())],
    ['anything', z.any()],
    ['anything more', z.looseObject({})],
    ['one of two', z.union([z.literal('a'), z.string()])],
    ['what comes before a change', z.string().transform((given) => given.length)],
    ['a tuple that goes on', z.tuple([z.boolean()], z.boolean())],
    ['a date', z.date()],
  ])('finds %s without a bound', (_what, schema) => expect(unboundedIn(schema)).not.toEqual([]))

  it.each<[string, z.core.$ZodType]>([
    ['a text', z.string().max(3).nullable().optional()],
    ['a list', z.array(z.tuple([z.number().min(0).max(1), z.boolean()])).max(2)],
    ['a choice', z.union([z.enum(['a']), z.literal([1, 2])]).and(z.object({ a: z.boolean() }))],
  ])('is content with %s', (_what, schema) => expect(unboundedIn(schema)).toEqual([]))
})

describe('text', () => {
  it('is kept composed, without spaces around it', () => {
    expect(text(9).parse('  e\u0301cole ')).toBe('\u00e9cole')
    expect(lines(20).parse(' a\n\tb ')).toBe('a\n\tb')
  })

  it.each([
    '\u0000',
    '\u001b',
    '\u007f',
    '\u200b',
    '\u200d',
    '\u202e',
    '\u2066',
    '\u2028',
    '\ufeff',
    '\u00ad',
    '\u3164',
    '\ud800',
    '\u{e0041}',
  ])('holds no %j', (hidden) => {
    for (const schema of [text(20), lines(20)]) expect(schema.safeParse(`a${hidden}b`).success).toBe(false)
  })

  it('of one line holds no other', () => expect(text(9).safeParse('a\nb').success).toBe(false))

  it.each([
    [3, true],
    [4, false],
  ])('of at most 3 takes %i: %s', (length, taken) => expect(text(3).safeParse('字'.repeat(length)).success).toBe(taken))
})
