import { afterEach, describe, expect, it } from 'vitest'
import { ABSENT_STREAM, MediaError } from '../media/gateway'
import { lookForReturns, waitForStream } from './feed-returns'

const stops: (() => void)[] = []
const never = () => new Promise<never>(() => {})
const wait = (stream: string) => {
  const told: number[] = []
  stops.push(waitForStream({ stream, server: null, gateway: never }, () => told.push(1)))
  return told
}
const online =
  (...names: string[]) =>
  async (streams: string[]) =>
    new Map(streams.map((stream) => [stream, { ...ABSENT_STREAM, isOnline: names.includes(stream) }]))

afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

describe('waiting for a stream', () => {
  it('is told once each time the stream is back, and not of others', async () => {
    const [a, b] = [wait('a'), wait('b')]
    for (const now of [online('b'), online('b'), online('a', 'b'), online('a', 'b'), online('b'), online('a', 'b')])
      await lookForReturns(null, now)
    expect([a.length, b.length]).toEqual([2, 0])
  })

  it('takes a media server that does not answer for the loss of all its streams', async () => {
    const told = wait('a')
    await lookForReturns(null, online('a'))
    await lookForReturns(null, () => Promise.reject(new MediaError('unreachable')))
    expect(told.length).toBe(0)
    await lookForReturns(null, online('a'))
    expect(told.length).toBe(1)
  })

  it('asks for each stream once, however many wait, and tells nobody who has gone', async () => {
    const [first, second] = [wait('a'), wait('a')]
    const asked: string[][] = []
    const look = (now: ReturnType<typeof online>) =>
      lookForReturns(null, (streams) => {
        asked.push(streams)
        return now(streams)
      })
    await look(online())
    stops[0]()
    await look(online('a'))
    expect(asked).toEqual([['a'], ['a']])
    expect([first.length, second.length]).toEqual([0, 1])
  })
})
