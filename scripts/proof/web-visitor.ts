/** Somebody who speaks to a running city over HTTP: signed in or not, honest or not. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Answer {
  status: number
  headers: Headers
  text: string
}

export interface Request {
  method?: string
  /** Merged over an honest browser's; null leaves one out. */
  headers?: Record<string, string | null>
  body?: string | Uint8Array
}

export class Visitor {
  readonly #address: string
  readonly #cookie: string

  constructor(address: string, cookie = '') {
    this.#address = address
    this.#cookie = cookie
  }

  /** A session of its own for one of the demo accounts; waits when sign-ins are being counted. */
  static async signedIn(address: string, dataFolder: string, username: string): Promise<Visitor> {
    const password = readFileSync(join(dataFolder, 'demo-password'), 'utf8').trim()
    const answer = await new Visitor(address).json('/api/session', { username, password })
    const cookie = answer.headers.get('set-cookie')?.split(';')[0]
    if (answer.status !== 200 || !cookie) throw new Error(`sign-in as ${username}: ${answer.status}`)
    return new Visitor(address, cookie)
  }

  /** For a browser that shall be this visitor. */
  get cookie(): { name: string; value: string } {
    const [name, value] = this.#cookie.split('=')
    return { name, value }
  }

  async ask(path: string, { method = 'GET', headers = {}, body }: Request = {}): Promise<Answer> {
    const sent = { origin: this.#address, cookie: this.#cookie, ...headers }
    const response = await fetch(this.#address + path, {
      method,
      headers: Object.fromEntries(Object.entries(sent).filter((entry): entry is [string, string] => entry[1] !== null)),
      body: body as BodyInit | undefined,
      redirect: 'manual',
    })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }

  json(path: string, body: unknown, headers: Request['headers'] = {}): Promise<Answer> {
    return this.ask(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  }

  call(procedure: string, input: unknown = {}): Promise<Answer> {
    return this.json(`/api/trpc/${procedure}`, input)
  }

  /** One request that calls a procedure so many times. */
  batch(procedure: string, times: number, input: unknown = {}): Promise<Answer> {
    const inputs = Object.fromEntries(Array.from({ length: times }, (_, i) => [i, input]))
    return this.json(`/api/trpc/${Array(times).fill(procedure).join()}?batch=1`, inputs)
  }
}

/** Waits as long as the answer asks for. */
export const waitAsTold = ({ headers }: Answer) => sleep(1_000 * Number(headers.get('retry-after') ?? 0) + 100)
