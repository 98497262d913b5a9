import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { FairTurns, TooManyWaiting } from './fair-turns'

const never = new AbortController().signal

describe('turns', () => {
  it('are never more at once than there may be', async () => {
    const turns = new FairTurns({ atOnce: 3, mostEach: 2, mostWaiting: 100 })
    let [running, most] = [0, 0]
    const work = async () => {
      most = Math.max(most, ++running)
      await sleep(1)
      running--
    }
    await Promise.all(Array.from({ length: 60 }, (_, i) => turns.run(i % 2 ? 'a' : 'b', never, work)))
    expect(most).toBe(3)
  })

  it('leave room: one with hundreds never has all', async () => {
    const turns = new FairTurns({ atOnce: 3, mostEach: 2, mostWaiting: 1_000 })
    let [running, most] = [0, 0]
    const work = async () => {
      most = Math.max(most, ++running)
      await sleep(1)
      running--
    }
    await Promise.all(Array.from({ length: 100 }, () => turns.run('flood', never, work)))
    expect(most).toBe(2)
  })

  it('go round: whoever comes late with one waits for one of those who came with hundreds', async () => {
    const turns = new FairTurns({ atOnce: 1, mostEach: 1, mostWaiting: 1_000 })
    const order: string[] = []
    const ask = (who: string) => turns.run(who, never, async () => void order.push(who))
    const many = Array.from({ length: 300 }, () => ask('flood'))
    await Promise.all([...many, ask('one'), ask('two'), ask('two')])
    expect(order.indexOf('one')).toBeLessThan(4)
    expect(order.lastIndexOf('two')).toBeLessThan(8)
    expect(order).toHaveLength(303)
  })

  it.each([
    [5, 'taken'],
    [6, 'refused'],
  ])('of one running and at most 4 waiting: the %ith is %s', async (count, outcome) => {
    const turns = new FairTurns({ atOnce: 1, mostEach: 1, mostWaiting: 4 })
    const all = await Promise.allSettled(Array.from({ length: count }, () => turns.run('a', never, () => sleep(1))))
    const last = all.at(-1)!
    expect(last.status === 'fulfilled' ? 'taken' : last.reason instanceof TooManyWaiting && 'refused').toBe(outcome)
  })

  it('are given up by who no longer waits, and go on after work that failed', async () => {
    const turns = new FairTurns({ atOnce: 1, mostEach: 1, mostWaiting: 9 })
    const gone = new AbortController()
    const first = turns.run('a', never, async () => {
      await sleep(5)
      throw new RangeError('broken')
    })
    const second = turns.run('a', gone.signal, async () => 'ran')
    const third = turns.run('a', never, async () => 'ran')
    gone.abort(new Error('gone'))
    await expect(second).rejects.toThrow('gone')
    await expect(first).rejects.toThrow('broken')
    expect(await third).toBe('ran')
    expect(await turns.run('b', never, async () => 'free again')).toBe('free again')
  })
})
