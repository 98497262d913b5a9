/** A device that keeps pictures, on this machine: a path for each way in which it may answer. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'

/** One grey pixel. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
)
const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(60)])
const TOO_LARGE = Buffer.concat([PNG, Buffer.alloc(8 * 1024 * 1024)])

export interface PictureServer {
  origin: string
  /** Paths in the order they were asked for. */
  asked: string[]
  close(): void
}

export async function openPictureServer(): Promise<PictureServer> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    const answer = (status: number, body: Buffer | string = '', headers: Record<string, string> = {}) =>
      response.writeHead(status, headers).end(body)
    if (path.startsWith('/a.png')) return answer(200, PNG, { 'content-type': 'text/html' })
    if (path === '/a.jpg') return answer(200, JPEG)
    if (path === '/page') return answer(200, '<script>alert(1)</script>', { 'content-type': 'image/png' })
    if (path === '/drawing') return answer(200, '<svg xmlns="http://www.w3.org/2000/svg"/>')
    if (path === '/large') return answer(200, TOO_LARGE)
    if (path === '/packed') return answer(200, gzipSync(PNG), { 'content-encoding': 'gzip' })
    if (path === '/moved') return answer(302, '', { location: '/a.png' })
    if (path === '/silent') return response.writeHead(200).write(PNG)
    if (path === '/broken') return response.destroy()
    return answer(404)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
