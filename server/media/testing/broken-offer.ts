/** An SDP with one to five changes: a line lost, doubled or moved, or characters lost, doubled or replaced. */
export function brokenOffer(sdp: string, random: () => number): string {
  const lines = sdp.split('\r\n')
  const at = Math.floor(random() * lines.length)
  const line = lines[at]
  const cut = Math.floor(random() * (line.length + 1))
  const kinds: (() => void)[] = [
    () => lines.splice(at, 1),
    () => lines.splice(at, 0, line),
    () => lines.splice(Math.floor(random() * lines.length), 0, ...lines.splice(at, 1)),
    () => lines.splice(at, 1, line.slice(0, cut)),
    () =>
      lines.splice(
        at,
        1,
        line.slice(0, cut) + String.fromCodePoint(1 + Math.floor(random() * 0x2fff)) + line.slice(cut),
      ),
    () => lines.splice(at, 1, line.replace(/\d+/, String(Math.floor(random() * 2 ** 34) - 2 ** 33))),
    () => lines.splice(at, 1, `${line}${'9'.repeat(Math.floor(random() * 2_000))}`),
    () => lines.splice(at),
  ]
  for (let change = 0; change < 1 + random() * 4; change++) kinds[Math.floor(random() * kinds.length)]()
  return lines.join('\r\n')
}
