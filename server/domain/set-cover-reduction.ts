/** Makes a covering problem smaller without losing its best answers, and bounds how few sets can do. */

export interface CoverProblem {
  /** The elements of each set. */
  members: Int32Array[]
  /** The sets that hold each element, at least one. */
  holders: Int32Array[]
}

export interface ReducedCover {
  /** Sets that belong to a best answer, by their original numbers. */
  essential: number[]
  /** What is left to decide; its sets and elements are numbered anew. */
  problem: CoverProblem
  /** The original number of each set of `problem`. */
  names: number[]
}

/** Repeats three rules until none applies: implied elements, contained sets, sets that alone hold an element. */
export function reduceCover(elementCount: number, sets: readonly ArrayLike<number>[]): ReducedCover {
  let holders = holdersOf(elementCount, sets).filter((list) => list.length > 0)
  let members = holdersOf(sets.length, holders)
  let names = members.map((_, set) => set)
  const essential: number[] = []
  for (;;) {
    const kept = withoutImplied(holders, members.length)
    const needed = new Set(kept.filter((list) => list.length === 1).map(([set]) => set))
    for (const set of needed) essential.push(names[set])
    const open = kept.filter((list) => !list.some((set) => needed.has(set)))
    const openMembers = holdersOf(members.length, open)
    const useful = withoutContained(openMembers, open)
    if (open.length === holders.length && useful.length === members.length)
      return { essential, problem: { members, holders }, names }
    members = useful.map((set) => openMembers[set])
    names = useful.map((set) => names[set])
    holders = holdersOf(open.length, members)
  }
}

/**
 * At least so many sets are needed: as many as there are elements of which no two share a set (found greedily), and no
 * fewer than the elements divided by the largest set.
 */
export function fewestSets({ members, holders }: CoverProblem): number {
  const isTaken = new Uint8Array(members.length)
  let apart = 0
  for (const list of [...holders].sort((a, b) => a.length - b.length)) {
    if (list.some((set) => isTaken[set] === 1)) continue
    for (const set of list) isTaken[set] = 1
    apart++
  }
  const largest = members.reduce((most, elements) => Math.max(most, elements.length), 1)
  return Math.max(apart, Math.ceil(holders.length / largest))
}

/** The transpose: for each of `count` items, which of the lists name it, ascending. */
function holdersOf(count: number, lists: readonly ArrayLike<number>[]): Int32Array[] {
  const sizes = new Int32Array(count)
  for (const list of lists) for (let i = 0; i < list.length; i++) sizes[list[i]]++
  const holders = Array.from(sizes, (size) => new Int32Array(size))
  sizes.fill(0)
  lists.forEach((list, index) => {
    for (let i = 0; i < list.length; i++) holders[list[i]][sizes[list[i]]++] = index
  })
  return holders
}

/** An element all of whose holders include those of another is covered with it: only the other stays. */
function withoutImplied(holders: Int32Array[], setCount: number): Int32Array[] {
  const members = holdersOf(setCount, holders)
  const isImplied = new Uint8Array(holders.length)
  const marks = new Marks(setCount)
  for (let element = 0; element < holders.length; element++) {
    if (isImplied[element] === 1) continue
    for (const other of containersOf(element, holders, members, isImplied, marks)) isImplied[other] = 1
  }
  return holders.filter((_, element) => isImplied[element] === 0)
}

/** A set within another is never needed. Gives the numbers of the others. */
function withoutContained(members: Int32Array[], holders: Int32Array[]): number[] {
  const isContained = new Uint8Array(members.length)
  const marks = new Marks(holders.length)
  members.forEach((elements, set) => {
    const isUseless = elements.length === 0 || containersOf(set, members, holders, isContained, marks).length > 0
    if (isUseless) isContained[set] = 1
  })
  return Array.from(members.keys()).filter((set) => isContained[set] === 0)
}

/** Other lists, not gone, that contain list `index`: they all stand among the holders of its rarest item. */
function containersOf(
  index: number,
  lists: Int32Array[],
  holders: Int32Array[],
  isGone: Uint8Array,
  marks: Marks,
): number[] {
  const list = lists[index]
  let rarest = list[0]
  for (const item of list) if (holders[item].length < holders[rarest].length) rarest = item
  marks.set(list)
  return Array.from(holders[rarest]).filter(
    (other) =>
      other !== index &&
      isGone[other] === 0 &&
      lists[other].length >= list.length &&
      marks.count(lists[other]) === list.length,
  )
}

/** A set of items that is emptied at no cost. */
class Marks {
  #stamps: Int32Array
  #stamp = 0

  constructor(count: number) {
    this.#stamps = new Int32Array(count)
  }

  set(items: Int32Array): void {
    this.#stamp++
    for (const item of items) this.#stamps[item] = this.#stamp
  }

  count(items: Int32Array): number {
    let count = 0
    for (const item of items) if (this.#stamps[item] === this.#stamp) count++
    return count
  }
}
