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

/** Reads a request's body, or null when it is longer than `most` bytes or takes too long; counts as it goes, since lengths may lie. */
export async function readBody(request: Request, most: number): Promise<string | null> {
  if (!request.body) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body.getReader()
  let isLate = false
  const limit = setTimeout(() => {
    isLate = true
    void reader.cancel().catch(() => {})
  }, LONGEST_MS)
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
  return Buffer.concat(chunks).toString('utf8')
}
