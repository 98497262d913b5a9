import { buildSync } from 'esbuild'
import { chromium } from 'playwright-core'
import type { PreviewRequest } from '../../app/_map/coverage-worker'
import type { CameraDraft } from '../../server/domain/camera-draft'
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from '../lib/chromium'
import { installDebianPackages } from '../lib/debian-packages.mjs'
import { type BenchCity, benchCity, streetCameras } from './city'
import { type BenchCase, resultOf, rounded } from './measure'

const SEED = 1
const MOVES = 300
const RANGE_M = 100
const EDGES = 600
const AROUND_M = 260
const STEP_M = 0.1
const WORKER = new URL('../../app/_map/coverage-worker.ts', import.meta.url).pathname

const DRAFT: Omit<CameraDraft, 'lng' | 'lat'> = {
  kind: 'dome',
  heightM: 6,
  mountKind: 'pole',
  bearing: null,
  tilt: null,
  isUnderRoof: false,
  hfov: null,
  vfov: null,
  focalMm: null,
  sensorWidthMm: null,
  sensorHeightMm: null,
  pixelsWide: null,
  pixelsHigh: null,
  rangeM: RANGE_M,
  nightRangeM: null,
  sweepFrom: null,
  sweepTo: null,
  teleHfov: null,
  provenance: {},
}

/** The map's own worker in a browser, from message in to message out, as a camera is dragged along. */
export const previewCase: BenchCase = {
  name: 'preview',
  packages: ['chromium'],
  about: `a camera dragged with ${EDGES} edges in range, worker message to answer in Chromium, 95th percentile`,
  async run() {
    const city = benchCity(SEED)
    const { edges, requests } = dragOf(city)
    installDebianPackages(['chromium'], console.error)
    const times = await answerTimes(requests)
    const [first, ...moves] = times
    const sorted = moves.toSorted((a, b) => a - b)
    const ours = sorted[Math.floor(0.95 * sorted.length)]
    return {
      result: resultOf({ case: 'preview', n: moves.length, unit: 'ms/move', seed: SEED }, ours, {}, {}),
      notes: [
        `${city.name}, ${edges} edges in range; the first view, mesh included, ${rounded(first)} ms, then median ${rounded(sorted[sorted.length >> 1])} ms, slowest ${rounded(sorted[sorted.length - 1])} ms`,
      ],
    }
  },
}

/** A dome moved in small steps where some 600 edges are in range; the outlines come with the first request. */
function dragOf({ obstacles, outlines, frame, ...city }: BenchCity) {
  const edgesAt = ([x, y]: readonly [number, number]) =>
    obstacles.edgeTree?.search(x - RANGE_M, y - RANGE_M, x + RANGE_M, y + RANGE_M).length ?? 0
  const places = streetCameras({ obstacles, outlines, frame, ...city }, 200, AROUND_M + STEP_M * MOVES, SEED)
  const [x, y] = places.reduce((best, place) =>
    Math.abs(edgesAt(place) - EDGES) < Math.abs(edgesAt(best) - EDGES) ? place : best,
  )
  const isNear = (outline: number) => {
    const from = obstacles.firstEdge[outline] * 4
    return Math.abs(obstacles.edges[from] - x) < AROUND_M && Math.abs(obstacles.edges[from + 1] - y) < AROUND_M
  }
  const requests = Array.from({ length: MOVES + 1 }, (_, move): PreviewRequest => {
    const [lng, lat] = frame.toLngLat(x + STEP_M * move, y)
    const request = { sequence: move, draft: { ...DRAFT, lng, lat }, standard: '2025' as const, targetHeightM: 1.5 }
    return move === 0 ? { ...request, outlines: outlines.filter((_, outline) => isNear(outline)) } : request
  })
  return { edges: edgesAt([x, y]), requests }
}

async function answerTimes(requests: PreviewRequest[]): Promise<number[]> {
  const { outputFiles } = buildSync({ entryPoints: [WORKER], bundle: true, format: 'iife', minify: true, write: false })
  const browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_FLAGS })
  try {
    const page = await browser.newPage()
    return await page.evaluate(dragInPage, { code: outputFiles[0].text, requests })
  } finally {
    await browser.close()
  }
}

/** Runs in the page: one request after the other, as the map sends them. */
async function dragInPage({ code, requests }: { code: string; requests: PreviewRequest[] }): Promise<number[]> {
  const worker = new Worker(URL.createObjectURL(new Blob([code])))
  const times: number[] = []
  for (const request of requests) {
    const start = performance.now()
    const { view, problem } = await new Promise<MessageEvent['data']>((resolve) => {
      worker.onmessage = ({ data }) => resolve(data)
      worker.postMessage(request)
    })
    times.push(performance.now() - start)
    if (view === null) throw new Error(`a move must have a view, got ${problem}`)
  }
  worker.terminate()
  return times
}
