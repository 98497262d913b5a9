/** Reads covering problems of the OR-Library: rows and columns, a cost per column, then per row its columns, from 1. */
export function readCover(text: string): { elementCount: number; sets: Int32Array[] } {
  const numbers = text.trim().split(/\s+/).map(Number)
  const [elementCount, setCount] = numbers
  const sets: number[][] = Array.from({ length: setCount }, () => [])
  let at = 2 + setCount
  for (let element = 0; element < elementCount; element++) {
    const end = at + 1 + numbers[at]
    for (const column of numbers.slice(at + 1, end)) sets[column - 1].push(element)
    at = end
  }
  return { elementCount, sets: sets.map((elements) => Int32Array.from(elements)) }
}
