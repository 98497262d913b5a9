import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { smallestSetCover } from '../../server/domain/set-cover'
import { seededRandom } from '../../server/domain/testing/random'
import { readCover } from '../../server/domain/testing/read-cover'
import { type BenchCase, medianMs, resultOf } from './measure'

const SEED = 1
const ITERATIONS = 200_000
const FILES = new URL('../../../shared/data/benchmarks/scp/', import.meta.url)
const CELLS = 140
const CAMERAS = 500
const PEER = 'greedy: the set with most open elements'

interface Instance {
  name: string
  /** The best cover anyone published; null: nobody looked. */
  bestKnown: number | null
  elementCount: number
  sets: Int32Array[]
}

/** Covering problems of the OR-Library where they are at hand, and cameras over the cells of a square. */
export const setCoverCase: BenchCase = {
  name: 'set-cover',
  about: 'the fewest sets that hold every element',
  run() {
    const instances = [...libraryInstances(), squareOfDiscs()]
    const cover = ({ elementCount, sets }: Instance) =>
      smallestSetCover(elementCount, sets, { seed: SEED, iterations: ITERATIONS })
    const found = instances.map(cover)
    const greedy = instances.map(greedyCover)
    const total = (sizes: number[]) => sizes.reduce((sum, size) => sum + size, 0)
    const perInstance = (work: (instance: Instance) => number) =>
      medianMs(() => total(instances.map(work)), 5, 0) / instances.length
    const ours = perInstance((instance) => cover(instance).chosen.length)
    const peers = { [PEER]: perInstance(greedyCover) }
    const sets = total(found.map(({ chosen }) => chosen.length))
    return {
      result: resultOf({ case: 'set-cover', n: instances.length, unit: 'ms/instance', seed: SEED }, ours, peers, {
        [PEER]: total(greedy) / sets - 1,
      }),
      notes: [
        ...instances.map(
          ({ name, bestKnown }, i) =>
            `${name.padEnd(24)}${found[i].chosen.length} sets, best known ${bestKnown ?? '–'}, at least ${found[i].atLeast}, greedy ${greedy[i]}`,
        ),
        'agreement: how many more sets the greedy choice takes',
      ],
    }
  },
}

function libraryInstances(): Instance[] {
  if (!existsSync(FILES)) return []
  const lines = readFileSync(new URL('best_known.csv', FILES), 'utf8').trim().split('\n').slice(1)
  const bestKnown = new Map(lines.map((line) => [line.split(',')[0], Number(line.split(',')[3])]))
  const names = readdirSync(FILES).filter((name) => name.endsWith('.txt'))
  return names.map((file) => {
    const name = file.replace('.txt', '')
    return { name, bestKnown: bestKnown.get(name) ?? null, ...readCover(readFileSync(new URL(file, FILES), 'utf8')) }
  })
}

/** Cameras anywhere over a square of 140 × 140 cells, each seeing the cells within 8 to 20 of it. */
function squareOfDiscs(): Instance {
  const random = seededRandom(SEED)
  const sets = Array.from({ length: CAMERAS }, () => {
    const [x, y, range] = [random() * CELLS, random() * CELLS, 8 + 12 * random()]
    const isSeen = (_: unknown, cell: number) => Math.hypot((cell % CELLS) - x, Math.floor(cell / CELLS) - y) < range
    return Int32Array.from(Array.from({ length: CELLS * CELLS }, (_, cell) => cell).filter(isSeen))
  })
  return { name: `${CAMERAS} cameras`, bestKnown: null, elementCount: CELLS * CELLS, sets }
}

function greedyCover({ elementCount, sets }: Instance): number {
  const isCovered = new Uint8Array(elementCount)
  const gainOf = (set: Int32Array) => set.reduce((gain, element) => gain + 1 - isCovered[element], 0)
  for (let size = 0; ; size++) {
    const gains = sets.map(gainOf)
    const best = gains.indexOf(Math.max(...gains))
    if (gains[best] === 0) return size
    for (const element of sets[best]) isCovered[element] = 1
  }
}
