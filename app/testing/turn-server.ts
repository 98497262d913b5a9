/** coturn as a city would run it for browsers behind networks without UDP, but on loopback and for one test. */
import { spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { TurnSettings } from '../../server/services/ice-servers'

const PROGRAM = '/usr/bin/turnserver'
const RELAY_PORTS = { least: 61_000, most: 61_099 }
const ANSWERS_WITHIN_MS = 10_000
const BINDING_REQUEST = Buffer.from(`00010000${'2112a442'}${'00'.repeat(12)}`, 'hex')

/** The relay that the running city names to its browsers. */
export const turnOfCity = (): TurnSettings => ({
  turnUrl: process.env.SIGHTLINE_TURN_URL ?? null,
  turnSecret: process.env.SIGHTLINE_TURN_SECRET ?? null,
})

async function answers(port: number): Promise<boolean> {
  const socket = createSocket('udp4')
  const answered = once(socket, 'message').then(() => true)
  socket.send(BINDING_REQUEST, port, '127.0.0.1')
  const isAnswered = await Promise.race([answered, sleep(200, false)])
  socket.close()
  return isAnswered
}

export async function startTurnServer({ turnUrl, turnSecret }: TurnSettings): Promise<{ stop(): Promise<void> }> {
  const port = Number(/^turn:127\.0\.0\.1:(\d+)$/.exec(turnUrl ?? '')?.[1])
  if (!port || !turnSecret)
    throw new Error('The city names no relay on this machine; run "npm test", or start it with SIGHTLINE_TURN_URL.')
  const folder = mkdtempSync(join(tmpdir(), 'sightline-turn-'))
  const server = spawn(
    PROGRAM,
    [
      ...['-n', '--no-cli', '--no-tls', '--no-dtls', '--no-tcp', '--no-tcp-relay', '--no-rfc5780'],
      ...['--listening-ip=127.0.0.1', `--listening-port=${port}`, '--relay-ip=127.0.0.1', '--allow-loopback-peers'],
      ...[`--min-port=${RELAY_PORTS.least}`, `--max-port=${RELAY_PORTS.most}`, '--realm=sightline.test'],
      ...['--use-auth-secret', `--static-auth-secret=${turnSecret}`],
      ...[`--pidfile=${join(folder, 'pid')}`, `--userdb=${join(folder, 'db')}`, '--log-file=stdout', '--simple-log'],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  const until = Date.now() + ANSWERS_WITHIN_MS
  while (!(await answers(port)))
    if (server.exitCode !== null || Date.now() > until) throw new Error(`${PROGRAM} does not answer on port ${port}.`)
  return {
    async stop() {
      server.kill('SIGTERM')
      await once(server, 'exit')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
