/** The body as JSON; null when it is none, or longer than `most` bytes. */
export async function readJson(request: Request, most: number): Promise<unknown> {
  const text = await readBody(request, most)
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}

/** Reads a request's body, or null when it is longer than `most` bytes; counts as it goes, since lengths may lie. */
export async function readBody(request: Request, most: number): Promise<string | null> {
  if (!request.body) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > most) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
