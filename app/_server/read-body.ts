/** The body as JSON; null when it is none, or longer than `most` bytes. */
export async function readJson(request: Request, most: number): Promise<unknown> {
  const text = await readBody(request, most)
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}

const LONGEST_MS = 10_000

/** Reads a request's body as text, or null when it is longer than `most` bytes or takes too long. */
export const readBody = async (request: Request, most: number): Promise<string | null> =>
  (await readBytes(request, most, LONGEST_MS))?.toString('utf8') ?? null

/** The same as bytes, in at most `longestMs`; counts as it goes, since lengths may lie. */
export async function readBytes(request: Request, most: number, longestMs: number): Promise<Buffer | null> {
  if (!request.body) return Buffer.alloc(0)
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body.getReader()
  let isLate = false
  const limit = setTimeout(() => {
    isLate = true
    void reader.cancel().catch(() => {})
  }, longestMs)
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (isLate) return null
      if (done) break
      size += value.byteLength
      if (size > most) {
        void reader.cancel().catch(() => {})
        return null
      }
      chunks.push(value)
    }
  } finally {
    clearTimeout(limit)
  }
  return Buffer.concat(chunks)
}
