/** Looks into schemas: finds what has no bound, and which texts take characters that cannot be seen. */
import type { z } from 'zod'

type Schema = z.core.$ZodType
interface Check {
  _zod: { def: { check: string } }
}
/** Every kind of schema that this knows holds others under one of these names. */
interface Definition {
  type: string
  element?: Schema
  items?: Schema[]
  rest?: Schema | null
  shape?: Record<string, Schema>
  catchall?: Schema
  options?: Schema[]
  left?: Schema
  right?: Schema
  innerType?: Schema
  in?: Schema
  out?: Schema
  checks?: Check[]
}

const HARMLESS = ['boolean', 'enum', 'literal', 'null', 'undefined', 'void', 'never', 'transform']
const CONTAINERS = ['object', 'tuple', 'union', 'intersection', 'optional', 'nullable', 'default', 'prefault', 'nonoptional', 'readonly', 'catch', 'pipe'] // biome-ignore format: a list

interface Place {
  path: string
  schema: Schema
  def: Definition
}

function* placesIn(schema: Schema, path: string): Generator<Place> {
  const def = schema._zod.def as unknown as Definition
  yield { path, schema, def }
  const inner: [string, Schema | null | undefined][] = [
    ...Object.entries(def.shape ?? {}),
    ...(def.items ?? []).map((item, i): [string, Schema] => [String(i), item]),
    ...(def.options ?? []).map((option, i): [string, Schema] => [`|${i}`, option]),
    ['[]', def.element],
    ['…', def.rest],
    ['*', def.catchall],
    ['&', def.left],
    ['&', def.right],
    ['?', def.innerType],
    ['in', def.in],
    ['out', def.out],
  ]
  for (const [name, each] of inner) if (each) yield* placesIn(each, `${path}.${name}`)
}

const has = ({ checks = [] }: Definition, name: string) => checks.some(({ _zod }) => _zod.def.check === name)
const isOpenEnded = ({ rest, catchall }: Definition) =>
  Boolean(rest) || (catchall !== undefined && (catchall._zod.def as unknown as Definition).type !== 'never')

function isBounded(def: Definition): boolean {
  if (def.type === 'string' || def.type === 'array') return has(def, 'max_length')
  if (def.type === 'number') return has(def, 'less_than') && has(def, 'greater_than')
  return HARMLESS.includes(def.type) || (CONTAINERS.includes(def.type) && !isOpenEnded(def))
}

/** Path and kind of everything without a bound; kinds that this does not know count as such. */
export const unboundedIn = (schema: Schema): string[] =>
  [...placesIn(schema, 'input')].filter(({ def }) => !isBounded(def)).map(({ path, def }) => `${path}: ${def.type}`)

const TURNED = ['\u202e', 'ab\u202ecd', 'https://a\u200b', 'a reason that is long enough \u2066 to be one']

/** Paths of texts that take a character that cannot be seen. */
export const takingHidden = (schema: Schema): string[] =>
  [...placesIn(schema, 'input')]
    .filter(
      ({ def, schema: text }) =>
        def.type === 'string' && TURNED.some((given) => (text as z.ZodType).safeParse(given).success),
    )
    .map(({ path }) => path)
