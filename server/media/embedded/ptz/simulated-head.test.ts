import { expect, it } from 'vitest'
import { simulatedHead } from './simulated-head'

it('turns the short way round, at a speed, and stands still when it is there', async () => {
  let now = 0
  const head = simulatedHead(() => now)
  await head.move({ pan: 170, tilt: 12, hfov: 58 })
  now = 1_000
  expect(await head.state()).toMatchObject({ position: { pan: 120 }, isMoving: true })
  now = 5_000
  expect(await head.state()).toMatchObject({ position: { pan: 170 }, isMoving: false })
  await head.move({ pan: -170, tilt: 12, hfov: 58 })
  now = 5_100
  expect((await head.state()).position.pan).toBeCloseTo(-178, 6)
  now = 6_000
  expect(await head.state()).toMatchObject({ position: { pan: -170, tilt: 12, hfov: 58 }, isMoving: false })
})

it('goes to its presets and to no others, and no farther than it can', async () => {
  let now = 0
  const head = simulatedHead(() => now)
  await head.goTo('2')
  now = 10_000
  expect((await head.state()).position).toEqual({ pan: 90, tilt: 12, hfov: 40 })
  await expect(head.goTo('9')).rejects.toThrow('no such preset')
  await head.move({ pan: 0, tilt: -60, hfov: 0.1 })
  now = 20_000
  expect((await head.state()).position).toEqual({ pan: 0, tilt: -10, hfov: 3 })
})
