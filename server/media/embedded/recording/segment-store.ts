/** The segments of one camera in its folder: what there is, what was left unfinished, and what is too old or too much. */
import { mkdir, readdir, rename, rm, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { partName, partStart, readSegment, type Segment, segmentName, spanOf } from './segment'

export interface Keeping {
  /** Milliseconds. */
  ageMs: number
  bytes: number
}

export class SegmentStore {
  private segments: Segment[] = []

  private constructor(readonly folder: string) {}

  /** Opens the folder, and finishes what a recorder that was cut off had begun. */
  static async open(folder: string): Promise<SegmentStore> {
    await mkdir(folder, { recursive: true })
    const store = new SegmentStore(folder)
    for (const name of await readdir(folder)) {
      const span = spanOf(name)
      const path = join(folder, name)
      const begun = partStart(name)
      if (span) store.segments.push({ ...span, path, bytes: (await stat(path)).size })
      else if (begun !== null) await store.salvage(begun)
    }
    store.segments.sort((a, b) => a.from - b.from)
    return store
  }

  add(segment: Segment): void {
    this.segments.push(segment)
    this.segments.sort((a, b) => a.from - b.from)
  }

  /** Those that meet the span, oldest first. */
  within(from: number, to: number): Segment[] {
    return this.segments.filter((segment) => segment.from < to && segment.to > from)
  }

  /** Removes what ended too long ago, then the oldest until the rest fits. */
  async keep({ ageMs, bytes }: Keeping, now: number): Promise<void> {
    let total = this.segments.reduce((sum, segment) => sum + segment.bytes, 0)
    while (this.segments.length > 0 && (this.segments[0].to < now - ageMs || total > bytes)) {
      const [oldest] = this.segments.splice(0, 1)
      total -= oldest.bytes
      await rm(oldest.path, { force: true })
    }
  }

  /** Keeps the whole fragments of a part that nobody writes any more as a segment; without any it is removed. */
  async salvage(from: number): Promise<void> {
    const part = join(this.folder, partName(from))
    const read = await readSegment(part, from).catch(() => null)
    if (!read) return rm(part, { force: true })
    const path = join(this.folder, segmentName(from, read.to))
    await truncate(part, read.fileBytes)
    await rename(part, path)
    this.add({ from, to: Math.ceil(read.to), path, bytes: read.fileBytes })
  }
}
