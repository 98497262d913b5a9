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
  for (let from = 0; from < counts.length; ) {
    const count = counts[from]
    let to = from + 1
    while (to < counts.length && counts[to] === count) to++
    if (length + 16 > bytes.length) {
      const larger = new Uint8Array(2 * bytes.length)
      larger.set(bytes)
      bytes = larger
    }
    push(count)
    push(to - from)
    from = to
  }
  return bytes.slice(0, length)
}

/** The inverse of `packCounts` for `cells` counts. Throws RangeError when the bytes hold another number of cells. */
export function unpackCounts(bytes: Uint8Array, cells: number): Uint16Array {
  const counts = new Uint16Array(cells)
  let at = 0
  const next = () => {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]
      value |= (byte & 0x7f) << shift
      if (!(byte & 0x80)) return value
    }
  }
  let from = 0
  while (at < bytes.length) {
    const count = next()
    const to = from + next()
    if (count !== 0) counts.fill(count, from, to)
    from = to
  }
  if (from !== cells) throw new RangeError(`packed counts must hold ${cells} cells, got ${from}`)
  return counts
}
