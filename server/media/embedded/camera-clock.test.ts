import { expect, it } from 'vitest'
import { cameraClock } from './camera-clock'

const STEP = 3_600

it('keeps the camera’s own steps within two milliseconds, over the end of its 32 bits, however packets are held up', () => {
  const at = cameraClock()
  const times = Array.from({ length: 500 }, (_, i) =>
    at((0xfffff000 + i * STEP) >>> 0, 1e12 + i * 40 + ((i * 37) % 90)),
  )
  const steps = times.slice(100).map((time, i) => time - times[99 + i])
  for (const step of steps) expect(Math.abs(step - 40)).toBeLessThan(2)
})

it('says of no picture that it is from the future, not of those sent ahead at the start either', () => {
  const at = cameraClock()
  const ahead = Array.from({ length: 25 }, (_, i) => at(i * STEP, 1_000 + i))
  expect(ahead).toEqual(Array.from({ length: 25 }, (_, i) => 1_000 + i))
  const live = Array.from({ length: 25 }, (_, i) => at((25 + i) * STEP, 1_024 + (i + 1) * 40))
  expect(live.at(-1)).toBeCloseTo(1_024 + 25 * 40, 0)
})

it('follows a pause and a clock that was set, and a clock that runs slow', () => {
  const at = cameraClock()
  at(0, 0)
  expect(at(STEP, 60_000)).toBe(60_000)
  expect(at(1_000_000_000, 60_040)).toBe(60_040)
  const slow = cameraClock()
  let last = 0
  for (let i = 0; i < 100_000; i++) last = i * 40.004 - slow(i * STEP, i * 40.004)
  expect(Math.abs(last)).toBeLessThan(1)
})
