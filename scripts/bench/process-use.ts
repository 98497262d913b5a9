/** What a process takes, from /proc. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const TICKS_PER_S = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))
const PAGE_BYTES = Number(execFileSync('getconf', ['PAGESIZE'], { encoding: 'utf8' }))
const MB = 1 << 20

/** Resident megabytes. */
export const residentMb = (pid: number) =>
  (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES) / MB

function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_S
}

/** Percent of one core over a while. */
export async function corePercent(pid: number, whileMs: number): Promise<number> {
  const [before, from] = [cpuSeconds(pid), performance.now()]
  await sleep(whileMs)
  return (100_000 * (cpuSeconds(pid) - before)) / (performance.now() - from)
}
