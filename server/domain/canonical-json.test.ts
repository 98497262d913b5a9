import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalJson } from './canonical-json'

it('writes one text whatever the order in which fields were set', () => {
  expect(canonicalJson({ b: 1, a: [true, null, 'é\n'], c: undefined })).toBe('{"a":[true,null,"é\\n"],"b":1}')
  expect(canonicalJson({ a: 1, b: { d: 2, c: 3 } })).toBe(canonicalJson({ b: { c: 3, d: 2 }, a: 1 }))
})

it('says what JSON says', () =>
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
    { seed: 5 },
  ))

it.each([Number.NaN, Number.POSITIVE_INFINITY, () => 0, undefined])('refuses %s', (value) =>
  expect(() => canonicalJson([value])).toThrow(RangeError),
)
