/** How long somebody waits while somebody else asks for as much as they can. */
import type { Visitor } from './web-visitor'

const ASKED = 150
const TILES = 10_000
const CALLS = 500
const AT_ONCE = 64
const Z = 16

/** A tile of the demo city's map that nobody has asked for. */
const tileAt = (i: number) => {
  const n = 2 ** Z
  const x = Math.floor(((126.2 + 180) / 360) * n) - 50 + (i % 100)
  const latitude = (45.43 * Math.PI) / 180
  const y = Math.floor(((1 - Math.asinh(Math.tan(latitude)) / Math.PI) / 2) * n) - 50 + (Math.floor(i / 100) % 100)
  return `/api/tiles/viewsheds/${Z}/${x}/${y}`
}

async function p95(ask: (i: number) => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < ASKED; i++) {
    const from = performance.now()
    await ask(i)
    times.push(performance.now() - from)
  }
  return times.toSorted((a, b) => a - b)[Math.floor(0.95 * ASKED)]
}

/** Asks `count` times, some at once, until told to stop. */
function flood(count: number, ask: (i: number) => Promise<unknown>) {
  let [next, isOver] = [0, false]
  const one = async () => {
    while (next < count && !isOver) await ask(next++)
  }
  const ended = Promise.all(Array.from({ length: AT_ONCE }, one))
  return { stop: () => (isOver = true), ended, asked: () => next }
}

async function compare(
  what: string,
  quiet: (i: number) => Promise<unknown>,
  count: number,
  loud: (i: number) => Promise<unknown>,
) {
  const alone = await p95(quiet)
  const running = flood(count, loud)
  const beside = await p95(quiet)
  running.stop()
  await running.ended
  return `${what}: p95 alone ${alone.toFixed(0)} ms, beside somebody who asked for ${running.asked()} meanwhile ${beside.toFixed(0)} ms (${(beside / alone).toFixed(1)} times)`
}

/** One line for each kind of flood. */
export async function floodNotes(hostile: Visitor, other: Visitor): Promise<string[]> {
  return [
    await compare(
      'tiles',
      (i) => other.ask(tileAt(i)),
      TILES,
      (i) => hostile.ask(tileAt(i)),
    ),
    await compare(
      'calls',
      () => other.call('city.overview'),
      CALLS,
      () => hostile.batch('city.overview', 10),
    ),
  ]
}
