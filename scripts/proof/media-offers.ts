/** Offers that no browser would make, by the thousand, at the media server of a running city whose map somebody looks at. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { seededRandom } from '../../server/domain/testing/random'
import { embeddedGateway } from '../../server/media/embedded-gateway'
import { MediaError, type MediaGateway } from '../../server/media/gateway'
import { brokenOffer } from '../../server/media/testing/broken-offer'
import { makeOffer } from '../../server/media/testing/receiver'
import type { OwnCity } from '../testing/own-city'
import { judge } from './demo-city-proof'
import type { ProofResult } from './proof'
import { Visitor } from './web-visitor'

const OFFERS = 10_000
const RUNS = 5
const SEED = 8_866
const TILE = '/api/tiles/viewsheds/16/55700/23500'
const TILE_EVERY_MS = 100
const QUIET_TILES = 80
const MOST_SLOWER = 1.5
const STREAM = 'clip-01'

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]

/** The media server's process and address, as the start command leaves them. */
function mediaServerOf({ dataFolder }: OwnCity) {
  const pid = Number(readFileSync(join(dataFolder, 'media.pid'), 'utf8'))
  const port = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean).at(-1)
  return { pid, url: `http://127.0.0.1:${port}` }
}

/** Milliseconds of each tile until told to stop. */
async function tileTimes(visitor: Visitor, isOver: () => boolean): Promise<number[]> {
  const times: number[] = []
  while (!isOver()) {
    const from = performance.now()
    const { status } = await visitor.ask(TILE)
    if (status >= 400) throw new Error(`a tile answered ${status}`)
    times.push(performance.now() - from)
    await sleep(TILE_EVERY_MS)
  }
  return times
}

/** Sends broken offers one after the other; whatever opens is closed. */
async function sendOffers(
  gateway: MediaGateway,
  count: number,
  next: () => string,
  result: ProofResult,
  notes: string[],
) {
  for (let i = 0; i < count; i++) {
    try {
      const { id } = await gateway.openLive(STREAM, next())
      // What is left of an offer may still be one.
      judge(result, true, true)
      await gateway.closeLive(id).catch(() => {})
    } catch (error) {
      const reason = error instanceof MediaError ? error.reason : String(error)
      result.tried++
      if (reason === 'codec' || reason === 'refused') result.refused++
      else {
        result.lost++
        notes.push(`an offer was answered with ${reason}`)
      }
    }
  }
}

export async function proveOffers(city: OwnCity, result: ProofResult, notes: string[]): Promise<void> {
  const { pid, url } = mediaServerOf(city)
  const gateway = embeddedGateway(url)
  const planner = await Visitor.signedIn(city.address, city.dataFolder, 'planner')
  const random = seededRandom(SEED)
  const { peer, sdp } = await makeOffer()
  peer.close()
  await planner.ask(TILE)
  const ratios: number[] = []
  for (let run = 0; run < RUNS; run++) {
    let asked = 0
    const quiet = median(await tileTimes(planner, () => asked++ >= QUIET_TILES))
    let isOver = false
    const loudly = tileTimes(planner, () => isOver)
    await sendOffers(gateway, OFFERS / RUNS, () => brokenOffer(sdp, random), result, notes)
    isOver = true
    const loud = median(await loudly)
    ratios.push(loud / quiet)
    notes.push(`a tile takes ${quiet.toFixed(1)} ms, during ${OFFERS / RUNS} broken offers ${loud.toFixed(1)} ms`)
  }
  if (!judge(result, median(ratios) <= MOST_SLOWER, true))
    notes.push(`tiles take ${median(ratios).toFixed(2)} times as long`)
  if (!judge(result, mediaServerOf(city).pid === pid && (await gateway.health()).ok, true))
    notes.push('the media server did not live through it')
  const viewers = (await gateway.cameraState([STREAM])).get(STREAM)!.viewers
  if (!judge(result, viewers === 0, true)) notes.push(`${viewers} sessions are left`)
}
