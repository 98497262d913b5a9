import { describe, expect, it } from 'vitest'
import { roadGraph } from './road-graph'
import { PLAIN_FRAME, roadOf } from './testing/random-roads'

/** A street of two bends that another meets at its second vertex, and a one-way street from its end. */
const street = roadOf([[0, 0], [100, 0], [150, 50], [200, 50]]) // biome-ignore format: a line is a street
const side = roadOf([[100, 0], [100, -80]], { roadClass: 'service' }) // biome-ignore format: a line is a street
const oneWay = roadOf([[200, 50], [300, 50]], { oneway: 'backward', roadClass: 'primary' }) // biome-ignore format: a line is a street
const graph = roadGraph([street, side, oneWay, roadOf([[0, 0], [0, 90]], { roadClass: 'footway' })], PLAIN_FRAME) // biome-ignore format: as above

describe('a road graph', () => {
  it('has nodes where roads meet or end, and an edge for each way that may be driven', () => {
    expect([graph.nodeCount, graph.edgeCount]).toEqual([5, 7])
    expect([...graph.road]).toEqual([0, 0, 0, 0, 1, 1, 2])
  })

  it('measures edges along their bends, and knows the edge the other way', () => {
    expect(graph.lengthM[0]).toBeCloseTo(100, 3)
    expect(graph.lengthM[2]).toBeCloseTo(50 * Math.SQRT2 + 50, 3)
    expect([...graph.reverse]).toEqual([1, 0, 3, 2, 5, 4, -1])
    expect([graph.from[2], graph.to[2]]).toEqual([graph.to[3], graph.from[3]])
  })

  it('drives a one-way street only as it may be, against its drawing', () => {
    expect(graph.from[6]).not.toBe(graph.to[2])
    expect(graph.to[6]).toBe(graph.to[2])
    expect([graph.leavesAt[6], graph.reachesAt[2]].map(Math.round)).toEqual([270, 90])
  })

  it('takes a time for each by its class, the usual and the shortest', () => {
    expect(graph.usualS[6]).toBeCloseTo((100 * 3.6) / 65, 3)
    expect(graph.fastestS[6]).toBeCloseTo((100 * 3.6) / 91, 3)
  })

  it('lists what leaves and what arrives at each node', () => {
    for (let node = 0; node < graph.nodeCount; node++) {
      const listed = ({ at, edges }: typeof graph.leaving) => [...edges.slice(at[node], at[node + 1])].sort()
      const all = [...Array(graph.edgeCount).keys()]
      expect(listed(graph.leaving)).toEqual(all.filter((edge) => graph.from[edge] === node))
      expect(listed(graph.arriving)).toEqual(all.filter((edge) => graph.to[edge] === node))
    }
  })

  it('may be empty', () => {
    expect(roadGraph([], PLAIN_FRAME)).toMatchObject({ nodeCount: 0, edgeCount: 0 })
  })
})
