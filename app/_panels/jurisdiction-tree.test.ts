import { expect, it } from 'vitest'
import { jurisdictionTree } from './jurisdiction-tree'

const of = (id: number, parentId: number | null, people = 0, cameras = 0) => ({ id, parentId, people, cameras })

it('puts stations under their districts and counts what is below', () => {
  const tree = jurisdictionTree([
    of(1, null, 6),
    of(2, 1),
    of(3, 1, 1, 2),
    of(4, 2, 0, 54),
    of(5, 3, 2, 7),
    of(6, 2, 0, 1),
  ])
  expect(tree.map(({ id, depth, people, cameras }) => [id, depth, people, cameras])).toEqual([
    [1, 0, 9, 64],
    [2, 1, 0, 55],
    [4, 2, 0, 54],
    [6, 2, 0, 1],
    [3, 1, 3, 9],
    [5, 2, 2, 7],
  ])
})

it('begins where the caller’s own jurisdictions begin', () =>
  expect(jurisdictionTree([of(2, 1), of(4, 2)]).map(({ id, depth }) => [id, depth])).toEqual([
    [2, 0],
    [4, 1],
  ]))
