/** The smallest choice of sets that together hold every element: the fewest cameras that see all of a shape. */
import { fewestSets, reduceCover } from './set-cover-reduction'
import { searchCover } from './set-cover-search'

export interface SetCoverOptions {
  /** The same seed and sets give the same choice. */
  seed: number
  /** Exchanges to try, 0 or more: 0 leaves the greedy choice. */
  iterations: number
}

export interface SetCover {
  /** Indices of the chosen sets, ascending; each is needed. */
  chosen: number[]
  /** Elements that no set holds, ascending. */
  uncovered: number[]
  /** No choice has fewer sets than this. Equal to `chosen.length`: proven smallest. */
  atLeast: number
}

/**
 * Chooses as few of `sets` as it can so that together they hold all of `elementCount` elements that any of them holds.
 * `sets[i]` lists element numbers 0 … elementCount − 1, each once, ascending. First what decides itself: elements that
 * another implies, sets that another contains, sets that nothing can replace. Then greedy, then exchanges that weigh
 * the elements that stay open (Gao et al. 2015, "An efficient local search heuristic with row weighting for the unicost
 * set covering problem"). Throws `RangeError` for an element that is out of range or out of order.
 */
export function smallestSetCover(
  elementCount: number,
  sets: readonly ArrayLike<number>[],
  { seed, iterations }: SetCoverOptions,
): SetCover {
  if (!(iterations >= 0)) throw new RangeError(`iterations must be 0 or more, got ${iterations}`)
  const isHeld = requireElements(elementCount, sets)
  const { essential, problem, names } = reduceCover(elementCount, sets)
  const bound = fewestSets(problem)
  const found = searchCover(problem, { seed, iterations, enough: bound })
  const chosen = [...essential, ...found.map((set) => names[set])].sort((a, b) => a - b)
  const uncovered = Array.from(isHeld.keys()).filter((element) => isHeld[element] === 0)
  return { chosen, uncovered, atLeast: essential.length + bound }
}

/** Marks the elements that some set holds. */
function requireElements(elementCount: number, sets: readonly ArrayLike<number>[]): Uint8Array {
  const isHeld = new Uint8Array(elementCount)
  sets.forEach((elements, set) => {
    for (let i = 0; i < elements.length; i++) {
      const element = elements[i]
      if (!(Number.isInteger(element) && element >= 0 && element < elementCount && !(element <= elements[i - 1])))
        throw new RangeError(`sets[${set}] must list elements 0 … ${elementCount - 1} in order, got ${element} at ${i}`)
      isHeld[element] = 1
    }
  })
  return isHeld
}
