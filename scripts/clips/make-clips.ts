/**
 * Renders the 16 simulated clips that the embedded media server sends: 8 s of 640 × 360 at 15 frames a second, H.264 constrained
 * baseline, a key frame every second, no B-frames. Needs Chromium and ffmpeg (Debian packages); the results are committed.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from '../lib/chromium'

const CLIPS = 16
const FRAMES = 120
const RATE = 15
const OUTPUT = 'server/media/embedded/clips'

function encoder(path: string) {
  const x264 = [
    '-c:v',
    'libx264',
    '-profile:v',
    'baseline',
    '-level',
    '3.0',
    '-pix_fmt',
    'yuv420p',
    '-preset',
    'veryslow',
    '-bf',
    '0',
    '-g',
    String(RATE),
    '-keyint_min',
    String(RATE),
    '-sc_threshold',
    '0',
    '-maxrate',
    '170k',
    '-bufsize',
    '340k',
    '-crf',
    '29',
  ]
  const ffmpeg = spawn(
    'ffmpeg',
    [
      '-y',
      '-loglevel',
      'error',
      '-f',
      'image2pipe',
      '-framerate',
      String(RATE),
      '-c:v',
      'png',
      '-i',
      '-',
      ...x264,
      '-movflags',
      '+faststart',
      path,
    ],
    { stdio: ['pipe', 'inherit', 'inherit'] },
  )
  return { input: ffmpeg.stdin, ended: new Promise<number | null>((resolve) => ffmpeg.on('exit', resolve)) }
}

async function main(only: number[]): Promise<void> {
  mkdirSync(OUTPUT, { recursive: true })
  const browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_FLAGS })
  const page = await browser.newPage()
  await page.setContent('<canvas width="640" height="360"></canvas>')
  await page.addScriptTag({ content: readFileSync(fileURLToPath(new URL('./scene.js', import.meta.url)), 'utf8') })
  for (const clip of only) {
    const path = `${OUTPUT}/clip-${String(clip).padStart(2, '0')}.mp4`
    const { input, ended } = encoder(path)
    for (let frame = 0; frame < FRAMES; frame++) {
      const url = await page.evaluate(
        `(() => { const canvas = document.querySelector('canvas'); drawFrame(canvas.getContext('2d'), ${clip}, ${frame}); return canvas.toDataURL('image/png') })()`,
      )
      input.write(Buffer.from(String(url).split(',')[1], 'base64'))
    }
    input.end()
    if ((await ended) !== 0) throw new Error(`ffmpeg failed on ${path}`)
    console.log(path)
  }
  await browser.close()
}

const asked = process.argv.slice(2).map(Number)
main(asked.length > 0 ? asked : Array.from({ length: CLIPS }, (_, i) => i + 1))
