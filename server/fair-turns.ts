/** Turns at work that many ask for at once: a few at a time, fewer for each, and one's hundreds never before another's first. */

/** Somebody has more waiting than they may. */
export class TooManyWaiting extends Error {}

interface Line {
  running: number
  waiting: (() => void)[]
}

export interface TurnLimits {
  atOnce: number
  /** Of those, how many for one key. */
  mostEach: number
  /** For one key, besides those that run. */
  mostWaiting: number
}

export class FairTurns {
  readonly #limits: TurnLimits
  /** Who has or wants turns; the map's order is whose comes next. */
  readonly #lines = new Map<string, Line>()
  #running = 0

  constructor(limits: TurnLimits) {
    this.#limits = limits
  }

  /** Does the work when its turn comes. Throws TooManyWaiting, or the signal's reason when it is given up before its turn. */
  async run<T>(key: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const line = this.#lines.get(key) ?? { running: 0, waiting: [] }
    this.#lines.set(key, line)
    await this.#turn(key, line, signal)
    try {
      return await work()
    } finally {
      this.#running--
      line.running--
      this.#forget(key, line)
      this.#startNext()
    }
  }

  async #turn(key: string, line: Line, signal: AbortSignal): Promise<void> {
    const isFull = this.#running >= this.#limits.atOnce || line.running >= this.#limits.mostEach
    if (isFull && line.waiting.length >= this.#limits.mostWaiting) throw new TooManyWaiting()
    await new Promise<void>((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const start = () => {
        signal.removeEventListener('abort', giveUp)
        resolve()
      }
      const giveUp = () => {
        line.waiting = line.waiting.filter((other) => other !== start)
        this.#forget(key, line)
        reject(signal.reason)
      }
      signal.addEventListener('abort', giveUp, { once: true })
      line.waiting.push(start)
      this.#startNext()
    })
  }

  #forget(key: string, { running, waiting }: Line): void {
    if (running === 0 && waiting.length === 0) this.#lines.delete(key)
  }

  /** The first in line of whoever had no turn for longest; they then go to the end. */
  #startNext(): void {
    if (this.#running >= this.#limits.atOnce) return
    for (const [key, line] of this.#lines) {
      if (line.waiting.length === 0 || line.running >= this.#limits.mostEach) continue
      this.#running++
      line.running++
      this.#lines.delete(key)
      this.#lines.set(key, line)
      line.waiting.shift()?.()
      return
    }
  }
}
