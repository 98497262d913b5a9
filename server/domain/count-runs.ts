/** Counts of a tile as bytes: runs of equal counts, each as count and length in variable-length numbers (LEB128). */

/** A run of equal counts takes 2 to 5 bytes, whole city tiles some 20 KB instead of 500. */
export function packCounts(counts: Uint16Array): Uint8Array {
  let bytes = new Uint8Array(4096)
  let length = 0
  const push = (value: number) => {
    let rest = value
    for (; rest >= 0x80; rest >>>= 7) bytes[length++] = (rest & 0x7f) | 0x80
    bytes[length++] = rest
  }
  const pairs = pairsOf(counts)
  for (let from = 0; from < counts.length; ) {
    const to = endOfRun(counts, pairs, from)
    if (length + 16 > bytes.length) {
      const larger = new Uint8Array(2 * bytes.length)
      larger.set(bytes)
      bytes = larger
    }
    push(counts[from])
    push(to - from)
    from = to
  }
  return bytes.slice(0, length)
}

/** The counts two by two; none where they lie across words. */
const pairsOf = ({ buffer, byteOffset, length }: Uint16Array) =>
  byteOffset % 4 === 0 ? new Uint32Array(buffer, byteOffset, length >> 1) : new Uint32Array(0)

/** Where the run that begins at `from` ends, exclusive. Most of a tile is long runs: they are followed two cells at a time. */
function endOfRun(counts: Uint16Array, pairs: Uint32Array, from: number): number {
  const count = counts[from]
  const pair = ((count << 16) | count) >>> 0
  let to = from + 1
  if (to % 2 === 1 && counts[to] === count) to++
  if (to % 2 === 0) {
    let at = to / 2
    while (at < pairs.length && pairs[at] === pair) at++
    to = 2 * at
  }
  while (to < counts.length && counts[to] === count) to++
  return to
}

/** The inverse of `packCounts` for `cells` counts, into `counts`. Throws RangeError when the bytes hold another number of cells. */
export function unpackCounts(bytes: Uint8Array, cells: number, counts = new Uint16Array(cells)): Uint16Array {
  let from = 0
  forEachRun(bytes, (count, length) => {
    counts.fill(count, from, from + length)
    from += length
  })
  if (from !== cells) throw new RangeError(`packed counts must hold ${cells} cells, got ${from}`)
  return counts
}

/** How many cells of packed counts at least one, two and three cameras see. */
export function seenCellsOf(bytes: Uint8Array): [number, number, number] {
  const seen: [number, number, number] = [0, 0, 0]
  forEachRun(bytes, (count, length) => {
    for (let least = 0; least < Math.min(3, count); least++) seen[least] += length
  })
  return seen
}

function forEachRun(bytes: Uint8Array, visit: (count: number, length: number) => void): void {
  let at = 0
  const next = () => {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]
      value |= (byte & 0x7f) << shift
      if (!(byte & 0x80)) return value
    }
  }
  while (at < bytes.length) visit(next(), next())
}
