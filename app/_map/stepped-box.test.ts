import { expect, it } from 'vitest'
import { steppedBox } from './stepped-box'

it('grows to the lattice and holds what it was given', () => {
  expect(steppedBox([1.3, 2.6, 1.4, 3.1], 0.5)).toEqual([1, 2.5, 1.5, 3.5])
})

it('ends at the edge of the world', () => {
  expect(steppedBox([-400, -89, 500, 89], 0.01)).toEqual([-180, -85, 180, 85])
})
