/** What a layer would draw, read without a map: layers are only descriptions. */
import type { Layer } from '@deck.gl/core'

export const layerIds = (layers: readonly Layer[]): string[] => layers.map((layer) => layer.id)

export function layerOf(layers: readonly Layer[], id: string): Layer {
  const layer = layers.find((candidate) => candidate.id === id)
  if (!layer) throw new Error(`There is no layer "${id}" among ${layerIds(layers).join(', ')}.`)
  return layer
}

const propsOf = (layer: Layer) => layer.props as unknown as Record<string, unknown>

export const dataOf = <T>(layer: Layer): T[] => propsOf(layer)['data'] as T[]

/** An accessor's value for a datum, whether it is a function or a constant. */
export function readValue(layer: Layer, accessor: string, datum: unknown): unknown {
  const given = propsOf(layer)[accessor]
  return typeof given === 'function' ? (given as (datum: unknown) => unknown)(datum) : given
}

/** An accessor's values for all data of a layer. */
export const valuesOf = (layer: Layer, accessor: string): unknown[] =>
  dataOf(layer).map((datum) => readValue(layer, accessor, datum))
