/** Debian's ffmpeg, where it is installed: found once, run as a child that is quiet, patient with others, and never longer than it may. */
import { spawn } from 'node:child_process'
import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import { FilmError } from './film-error'

export interface Ffmpeg {
  path: string
  /** A font for what is written on a film. */
  fontFile: string
}

/** Nothing of ours is its business. */
const NO_SECRETS: NodeJS.ProcessEnv = { NODE_ENV: 'production' }
const NICE = 10
const LOOK_LIMIT_MS = 5_000

/** The first has characters of every script that names are written in here. */
const FONTS = [
  '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
  '/usr/share/fonts/truetype/wqy/wqy-microhei.ttc',
  '/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf',
  '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf',
  '/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf',
]

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

export interface FfmpegPlace {
  /** Its path; empty: there shall be none; null: look for it. */
  path: string | null
  /** Where to look. */
  folders: readonly string[]
  fonts?: readonly string[]
}

function programOf({ path, folders }: FfmpegPlace): string | null {
  if (path !== null) return path !== '' && isProgram(path) ? path : null
  return ['/usr/bin', ...folders].map((folder) => join(folder, 'ffmpeg')).find(isProgram) ?? null
}

const said = (path: string, args: string[]) =>
  new Promise<string>((resolve) => {
    let text = ''
    const child = spawn(path, args, { stdio: ['ignore', 'pipe', 'ignore'], timeout: LOOK_LIMIT_MS, env: NO_SECRETS })
    child.stdout.on('data', (chunk) => {
      text += chunk
    })
    child.once('error', () => resolve(''))
    child.once('close', () => resolve(text))
  })

/** Null unless it is there with what a watermark needs: drawtext, libx264 and a font. */
export async function findFfmpeg(place: FfmpegPlace): Promise<Ffmpeg | null> {
  const path = programOf(place)
  const fontFile = (place.fonts ?? FONTS).find((file) => existsSync(file))
  if (!path || !fontFile) return null
  const [filters, encoders] = await Promise.all([
    said(path, ['-hide_banner', '-filters']),
    said(path, ['-hide_banner', '-encoders']),
  ])
  return /\bdrawtext\b/.test(filters) && /\blibx264\b/.test(encoders) ? { path, fontFile } : null
}

export interface FfmpegLimits {
  /** Without a word of progress. */
  silentMs: number
  /** In all. */
  totalMs: number
  mostBytes: number
}

export interface FfmpegRun {
  path: string
  args: readonly string[]
  /** Where the files that the arguments name are. */
  folder: string
  input: Uint8Array
  limits: FfmpegLimits
  /** Milliseconds of film that are done. */
  onProgress(doneMs: number): void
}

function beNice(pid: number): void {
  try {
    setPriority(pid, NICE)
  } catch {
    // It has ended already.
  }
}

const MOST_WORDS = 2_000

/**
 * Runs it to its end. The film comes through a pipe: when this process is killed, the pipe ends, and it with it. Throws FilmError.
 */
export function runFfmpeg({ path, args, folder, input, limits, onProgress }: FfmpegRun): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(path, args, { cwd: folder, env: NO_SECRETS, stdio: ['pipe', 'pipe', 'pipe'] })
    let problem: FilmError | null = null
    let words = ''
    const end = (reason: FilmError['reason'], message: string) => {
      problem ??= new FilmError(reason, message)
      child.kill('SIGKILL')
    }
    const total = setTimeout(() => end('timeout', 'It took too long.'), limits.totalMs)
    let silent: NodeJS.Timeout | undefined
    const heard = () => {
      clearTimeout(silent)
      silent = setTimeout(() => end('timeout', 'It stood still.'), limits.silentMs)
    }
    heard()
    if (child.pid) beNice(child.pid)
    child.stdout.on('data', (chunk) => {
      heard()
      const doneUs = Number(/out_time_us=(\d+)/.exec(String(chunk))?.[1])
      if (doneUs > 0) onProgress(doneUs / 1_000)
      if (Number(/total_size=(\d+)/.exec(String(chunk))?.[1]) > limits.mostBytes)
        end('too-large', 'It became too large.')
    })
    child.stderr.on('data', (chunk) => {
      words = (words + chunk).slice(0, MOST_WORDS)
    })
    // It may end before it has read everything.
    child.stdin.on('error', () => {})
    child.stdin.end(input)
    const finish = (code: number | null, said: string) => {
      clearTimeout(total)
      clearTimeout(silent)
      if (problem || code !== 0) reject(problem ?? new FilmError('ffmpeg', said || `It ended with ${code}.`))
      else resolve()
    }
    child.once('error', (error) => finish(null, error.message))
    child.once('close', (code) => finish(code, words.trim()))
  })
}
