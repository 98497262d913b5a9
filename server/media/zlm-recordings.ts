/**
 * What ZLMediaKit recorded: files named by the second at which they begin on the server's own clock, listed by day, unsorted and
 * without lengths. Lengths are read from the files and remembered.
 */
import { LRUCache } from 'lru-cache'
import { mp4Of } from './embedded/mp4'
import { type Clip, MediaError, type Recording } from './gateway'
import { daysIn, instantIn } from './local-time'
import { mergedSpans } from './merged-spans'
import { type RemoteFrames, remoteDuration, remoteFrames } from './remote-mp4'
import type { ServerCall } from './server-call'

/** A file begins so long before what it still holds, at most. */
const LONGEST_FILE_MS = 2 * 3_600_000
/** Names tell whole seconds. */
const JOIN_MS = 1_500
const MOST_DAYS = 32
const MOST_FILES = 1_000
const AT_ONCE = 4
const FILE_NAME = /^(\d{4}-\d\d-\d\d)-(\d\d)-(\d\d)-(\d\d)-\d{1,6}\.mp4$/

export interface RecordedFile {
  from: number
  path: string
}

/** The files of one day by their names and where each can be read. */
export type DayOfFiles = (stream: string, day: string) => Promise<{ name: string; path: string }[]>

/** Null when it is no recording's name. */
export function startOfFile(name: string, zone: string): number | null {
  const match = FILE_NAME.exec(name)
  if (!match) return null
  const [, day, hour, minute, second] = match
  const at = instantIn(zone, `${day}T${hour}:${minute}:${second}`)
  return Number.isNaN(at) ? null : at
}

export function zlmRecordings(call: ServerCall, dayOfFiles: DayOfFiles, zone: string) {
  const lengths = new LRUCache<string, number>({ max: 20_000 })

  async function lengthOf(path: string): Promise<number> {
    const known = lengths.get(path)
    if (known !== undefined) return known
    const length = await remoteDuration(call, path)
    lengths.set(path, length)
    return length
  }

  /** Files that may hold something of the span, in order of time, with their ends. */
  async function filesWithin(stream: string, from: number, to: number): Promise<(RecordedFile & { to: number })[]> {
    const days = daysIn(zone, from - LONGEST_FILE_MS, to)
    if (days.length > MOST_DAYS) throw new MediaError('refused', `At most ${MOST_DAYS} days are listed at once.`)
    const listed: RecordedFile[] = []
    for (const day of days)
      for (const { name, path } of await dayOfFiles(stream, day)) {
        const start = startOfFile(name, zone)
        if (start !== null) listed.push({ from: start, path })
      }
    listed.sort((a, b) => a.from - b.from)
    const near = listed.filter((file, i) => file.from < to && (listed[i + 1]?.from ?? Number.POSITIVE_INFINITY) > from)
    if (near.length > MOST_FILES) throw new MediaError('refused', `At most ${MOST_FILES} files are listed at once.`)
    const measured: (RecordedFile & { to: number })[] = []
    for (let i = 0; i < near.length; i += AT_ONCE) {
      const some = near.slice(i, i + AT_ONCE)
      measured.push(
        ...(await Promise.all(some.map(async (file) => ({ ...file, to: file.from + (await lengthOf(file.path)) })))),
      )
    }
    return measured.filter((file) => file.to > from)
  }

  async function list(stream: string, from: number, to: number): Promise<Recording[]> {
    return mergedSpans(await filesWithin(stream, from, to), from, Math.min(to, Date.now()), JOIN_MS)
  }

  async function clip(stream: string, from: number, durationMs: number): Promise<Clip> {
    const files = await filesWithin(stream, from, from + durationMs)
    const parts: (RemoteFrames & { base: number })[] = []
    let reached: number | null = null
    for (const file of files) {
      if (reached !== null && file.from - reached > JOIN_MS) break
      const base = Math.max(file.from, reached ?? 0)
      const part: RemoteFrames = await remoteFrames(call, file.path, from - base, from + durationMs - base)
      if (parts[0] && Buffer.compare(part.config.description, parts[0].config.description) !== 0) break
      parts.push({ ...part, base })
      reached = base + part.to
    }
    if (reached === null) throw new MediaError('no-recording')
    const frames = parts.flatMap(({ base, frames: some }) => some.map((frame) => ({ ...frame, at: base + frame.at })))
    const bytes = new Uint8Array(await mp4Of(frames, reached, parts[0].config))
    return { from: frames[0].at, to: reached, bytes, contentType: 'video/mp4' }
  }

  return { list, clip }
}
