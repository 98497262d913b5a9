/** Real films through the real ffmpeg: what can be read in them before and after. */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Clip, MediaError } from '../gateway'
import { type Ffmpeg, findFfmpeg, runFfmpeg } from './ffmpeg'
import { openFilm, pictureSize } from './joined-clips'
import { ffmpegArguments, filtersOf, watermarkFiles } from './watermark'

const [WIDTH, HEIGHT] = [1280, 720]
const PLATES = ['A12345', 'B67890', 'K08T31', 'M44Z17', 'S90513', 'D2F688', 'H73K05', 'N15A92']
const mark = { who: 'Li Wei · CID 1 · A-2026/1', from: Date.UTC(2026, 2, 1, 8), timeZone: 'Asia/Shanghai' }
const LIMITS = { silentMs: 20_000, totalMs: 60_000, mostBytes: 1 << 28 }
const folder = mkdtempSync(join(tmpdir(), 'sightline-film-'))
let ffmpeg: Ffmpeg

const run = (args: string[]) =>
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...args], { cwd: folder, maxBuffer: 1 << 30 })

/** A grey street with a plate in the middle, 80 pixels high, that drifts to the right; at 10 frames a second. */
function plateFilm(plate: string): Buffer {
  writeFileSync(join(folder, 'plate.txt'), plate)
  const text = `drawtext=fontfile=${ffmpeg.fontFile}:textfile=plate.txt:fontsize=80:fontcolor=black:box=1:boxcolor=white:boxborderw=10:x=400+20*t:y=480`
  run(['-f', 'lavfi', '-i', `color=gray:s=${WIDTH}x${HEIGHT}:r=10:d=2`, '-vf', text, '-c:v', 'libx264', '-g', '10', '-movflags', '+faststart', 'in.mp4']) // biome-ignore format: a list
  return readFileSync(join(folder, 'in.mp4'))
}

type Picture = Uint8Array

/** Brightness of every pixel of the first frame at or after an instant. */
const frameAt = (file: string, second: number): Picture =>
  run(['-ss', String(second), '-i', file, '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'gray', 'pipe:1'])

/** About the plate at the beginning. */
const PLATE_BOX = { x: 390, y: 470, w: 370, h: 110 }
type Box = typeof PLATE_BOX
const cut = (picture: Picture, { x, y, w, h }: Box): number[] =>
  Array.from({ length: w * h }, (_, i) => picture[(y + Math.floor(i / w)) * WIDTH + x + (i % w)])

/** How alike two cuts are, whatever their brightness and contrast: −1 to 1. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (list: readonly number[]) => list.reduce((sum, each) => sum + each, 0) / list.length
  const [ma, mb] = [mean(a), mean(b)]
  let [ab, aa, bb] = [0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    ab += (a[i] - ma) * (b[i] - mb)
    aa += (a[i] - ma) ** 2
    bb += (b[i] - mb) ** 2
  }
  return aa === 0 || bb === 0 ? 0 : ab / Math.sqrt(aa * bb)
}

/** Mean square of what each pixel differs from its neighbours by: what fine detail there is. */
function detail(list: readonly number[], { w, h }: Box): number {
  let sum = 0
  for (let y = 1; y < h - 1; y++)
    for (let x = 1; x < w - 1; x++) {
      const at = y * w + x
      sum += (4 * list[at] - list[at - 1] - list[at + 1] - list[at - w] - list[at + w]) ** 2
    }
  return sum / ((w - 2) * (h - 2))
}

async function exported(input: Uint8Array, isMasked: boolean, output: string): Promise<void> {
  for (const [name, text] of Object.entries(watermarkFiles(mark))) writeFileSync(join(folder, name), text)
  const size = await pictureSize(new Uint8Array(input))
  const filters = filtersOf(mark, { ...size, isMasked, fontFile: ffmpeg.fontFile })
  const args = ffmpegArguments(filters, output)
  await runFfmpeg({ path: ffmpeg.path, args, folder, input, limits: LIMITS, onProgress: () => {} })
}

beforeAll(async () => {
  const found = await findFfmpeg({ path: null, folders: [] })
  if (!found) throw new Error('Install ffmpeg and fonts-noto-cjk.')
  ffmpeg = found
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a masked film', () => {
  const sharp = new Map<string, number[]>()
  const masked = new Map<string, number[]>()
  /** What each plate looks like when it is drawn afresh: what somebody who reads would compare with. */
  const drawn = new Map<string, number[]>()
  beforeAll(async () => {
    for (const plate of PLATES) {
      const input = plateFilm(plate)
      drawn.set(plate, cut(frameAt('in.mp4', 0), PLATE_BOX))
      await exported(input, false, 'sharp.mp4')
      await exported(input, true, 'masked.mp4')
      sharp.set(plate, cut(frameAt('sharp.mp4', 0), PLATE_BOX))
      masked.set(plate, cut(frameAt('masked.mp4', 0), PLATE_BOX))
    }
  }, 120_000)

  /** What a reader takes it for who knows every plate there is: the one that looks most like it, and by how much more than the next. */
  function readPlate(seen: readonly number[]): { plate: string; likeness: number; ahead: number } {
    const likeness = PLATES.map((plate) => ({ plate, likeness: correlation(seen, drawn.get(plate)!) }))
    const [first, second] = likeness.sort((a, b) => b.likeness - a.likeness)
    return { ...first, ahead: first.likeness - second.likeness }
  }

  it('has no plate that can be told from seven others, which the sharp one has', () => {
    for (const plate of PLATES) {
      const clear = readPlate(sharp.get(plate)!)
      expect(clear, plate).toMatchObject({ plate })
      expect(clear.ahead, plate).toBeGreaterThan(0.1)
    }
    const ahead = PLATES.map((plate) => readPlate(masked.get(plate)!).ahead)
    console.log('masked, ahead of the next plate:', Math.max(...ahead).toFixed(3))
    for (const each of ahead) expect(each).toBeLessThan(0.05)
  })

  it('has lost all but a thousandth of its fine detail', () => {
    for (const plate of PLATES) {
      const [before, after] = [detail(sharp.get(plate)!, PLATE_BOX), detail(masked.get(plate)!, PLATE_BOX)]
      expect(after / before, plate).toBeLessThan(0.001)
    }
  })
})

describe('trying every plate there is', () => {
  /** The picture before anything is written on it: what somebody who knows how it is made could make of each plate. */
  function pictureOf(plate: string, isMasked: boolean): string {
    writeFileSync(join(folder, 'plate.txt'), plate)
    const all = filtersOf(mark, { isMasked, width: WIDTH, height: HEIGHT, fontFile: ffmpeg.fontFile })
    const text = `drawtext=fontfile=${ffmpeg.fontFile}:textfile=plate.txt:fontsize=40:fontcolor=white:box=1:boxcolor=blue:x=500:y=500`
    const filters = `${text},${all.slice(0, all.indexOf(',drawtext'))}`
    const args = ['-f', 'lavfi', '-i', `color=gray:s=${WIDTH}x${HEIGHT}:r=2:d=0.5`, '-vf', filters, '-frames:v', '1']
    return run([...args, '-f', 'rawvideo', '-pix_fmt', 'gray', 'pipe:1']).toString('base64')
  }

  it('tells hardly any of those that are an eighth of the picture wide from the others', () => {
    const plates = Array.from({ length: 20 }, (_, i) => `京A${(10_007 * (i + 3)) % 100_000}`.padEnd(7, '0'))
    const different = (isMasked: boolean) => new Set(plates.map((plate) => pictureOf(plate, isMasked))).size
    expect(different(false)).toBe(plates.length)
    expect(different(true)).toBeLessThanOrEqual(4)
  })
})

describe('the watermark', () => {
  it('is in the pixels of every frame, masked or not, and the clock goes on', async () => {
    const input = plateFilm(PLATES[0])
    const top = { x: 12, y: 12, w: 400, h: 30 }
    const middle = { x: 400, y: 345, w: 480, h: 30 }
    const clock = { x: 12, y: 660, w: 400, h: 48 }
    for (const isMasked of [true, false]) {
      await exported(input, isMasked, 'out.mp4')
      for (const second of [0, 1.5])
        for (const box of [top, middle, clock]) {
          const [was, is] = [cut(frameAt('in.mp4', second), box), cut(frameAt('out.mp4', second), box)]
          const changed = is.filter((each, i) => Math.abs(each - was[i]) > 24).length / is.length
          expect(changed, `${isMasked} ${second} ${JSON.stringify(box)}`).toBeGreaterThan(box === middle ? 0.02 : 0.1)
        }
      expect(correlation(cut(frameAt('out.mp4', 0), clock), cut(frameAt('out.mp4', 1.5), clock))).toBeLessThan(0.999)
      expect(cut(frameAt('out.mp4', 0), top)).not.toEqual(cut(frameAt('in.mp4', 0), top))
    }
  })

  it('survives odd sizes', async () => {
    run(['-f', 'lavfi', '-i', 'color=gray:s=322x242:r=10:d=1', '-c:v', 'libx264', '-movflags', '+faststart', 'in.mp4'])
    await exported(readFileSync(join(folder, 'in.mp4')), true, 'small.mp4')
    expect(await pictureSize(new Uint8Array(readFileSync(join(folder, 'small.mp4'))))).toEqual({
      width: 322,
      height: 242,
    })
  })
})

describe('a film of several clips', () => {
  /** A recording of ten seconds from 0 on, a key frame each, handed out in clips of at most four. */
  async function server(limits: { until?: number; otherFrom?: number } = {}) {
    run(['-f', 'lavfi', '-i', 'testsrc=s=320x240:r=10:d=12', '-c:v', 'libx264', '-bf', '0', '-g', '10', '-movflags', '+faststart', 'all.mp4']) // biome-ignore format: a list
    const asked: number[] = []
    return {
      asked,
      openClip: async (_stream: string, from: number, durationMs: number): Promise<Clip> => {
        asked.push(from)
        const start = Math.floor(from / 1_000)
        const end = Math.min(start + 4, Math.ceil((from + durationMs) / 1_000), (limits.until ?? 12_000) / 1_000)
        if (end <= start) throw new MediaError('no-recording')
        const size =
          limits.otherFrom !== undefined && from >= limits.otherFrom ? ['-vf', 'scale=160:120'] : ['-c:v', 'copy']
        run([
          '-ss',
          String(start),
          '-i',
          'all.mp4',
          '-t',
          String(end - start),
          ...size,
          '-movflags',
          '+faststart',
          'piece.mp4',
        ])
        const bytes = new Uint8Array(readFileSync(join(folder, 'piece.mp4')))
        return { from: start * 1_000, to: end * 1_000, bytes, contentType: 'video/mp4' }
      },
    }
  }
  const frames = (bytes: Uint8Array) => {
    writeFileSync(join(folder, 'joined.mp4'), bytes)
    return Number(execFileSync('ffprobe', ['-v', 'error', '-count_frames', '-show_entries', 'stream=nb_read_frames', '-of', 'csv=p=0', 'joined.mp4'], { cwd: folder }).toString()) // biome-ignore format: a list
  }

  it('holds every frame once', async () => {
    const gateway = await server()
    const film = await openFilm(gateway, 's', 500, 9_500)
    expect(film).toMatchObject({ from: 0, to: 10_000 })
    expect(gateway.asked).toEqual([500, 4_000, 8_000])
    expect(frames(film.bytes)).toBe(100)
  })

  it('ends with the first gap, and where the camera changed its picture', async () => {
    expect(await openFilm(await server({ until: 6_000 }), 's', 0, 10_000)).toMatchObject({ from: 0, to: 6_000 })
    expect(await openFilm(await server({ otherFrom: 4_000 }), 's', 0, 10_000)).toMatchObject({ from: 0, to: 4_000 })
    await expect(openFilm(await server({ until: 0 }), 's', 0, 10_000)).rejects.toMatchObject({ reason: 'no-recording' })
  })
})

describe('ffmpeg', () => {
  it('is not there where it is told not to be, lacks what is needed, or has no font', async () => {
    const poor = join(folder, 'ffmpeg')
    writeFileSync(poor, '#!/bin/sh\necho " .S. scale V->V"\n')
    chmodSync(poor, 0o755)
    expect(await findFfmpeg({ path: '', folders: ['/usr/bin'] })).toBeNull()
    expect(await findFfmpeg({ path: '/nowhere/ffmpeg', folders: ['/usr/bin'] })).toBeNull()
    expect(await findFfmpeg({ path: poor, folders: [] })).toBeNull()
    expect(await findFfmpeg({ path: null, folders: [], fonts: ['/nowhere.ttf'] })).toBeNull()
    expect(await findFfmpeg({ path: ffmpeg.path, folders: [] })).toEqual(ffmpeg)
  })

  it('refuses what is no film, and says so', async () => {
    const args = ffmpegArguments('null', 'none.mp4')
    const given = { path: ffmpeg.path, args, folder, limits: LIMITS, onProgress: () => {} }
    await expect(runFfmpeg({ ...given, input: Buffer.from('nothing') })).rejects.toMatchObject({ reason: 'ffmpeg' })
  })
})
