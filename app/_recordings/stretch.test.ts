import { expect, it } from 'vitest'
import { stretchFrom, wallAddress } from './stretch'

const AT = Date.parse('2026-03-01T08:00:00Z')

it('is half a minute from the clock on, and never of the future', () => {
  expect(stretchFrom(AT + 0.7, AT + 600_000)).toEqual({ from: AT, to: AT + 30_000 })
  expect(stretchFrom(AT, AT + 10_000)).toEqual({ from: AT - 20_000, to: AT + 10_000 })
})

it('is looked at on the wall with what is there already, once', () => {
  const stretch = { caseId: 3, cameraId: 7, from: AT, to: AT + 1 }
  const wall = (feeds: number[], at: string | null) => wallAddress(stretch, feeds, at)
  const rest = `then=${AT}&for=5&case=3`
  expect(wall([5], '12/45/126')).toBe(`/wall?at=12%2F45%2F126&feeds=5%2C7&${rest}`)
  expect(wall([7, 5], null)).toBe(`/wall?feeds=7%2C5&${rest}`)
})
