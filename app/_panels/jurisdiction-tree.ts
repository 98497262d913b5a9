/** Jurisdictions in the order of a table of contents, each with what it and all below it hold. */
interface Counted {
  id: number
  parentId: number | null
  people: number
  cameras: number
}

export function jurisdictionTree<T extends Counted>(list: readonly T[]): (T & { depth: number })[] {
  const known = new Set(list.map(({ id }) => id))
  const below = (parent: number | null) =>
    list.filter(({ parentId }) => (parentId !== null && known.has(parentId) ? parentId : null) === parent)
  const branch = (jurisdiction: T, depth: number): (T & { depth: number })[] => {
    const rest = below(jurisdiction.id).map((child) => branch(child, depth + 1))
    const sum = (key: 'people' | 'cameras') => rest.reduce((total, [top]) => total + top[key], jurisdiction[key])
    return [{ ...jurisdiction, people: sum('people'), cameras: sum('cameras'), depth }, ...rest.flat()]
  }
  return below(null).flatMap((top) => branch(top, 0))
}
