/**
 * Pictures through a real TURN server (coturn), with the credentials that the city gives its browsers. The page is kept from every
 * other way: what is proven is the relay.
 */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StandIn } from '../server/media/testing/stand-in'
import { startStandInWhep, TOKEN } from '../server/media/testing/stand-in-whep'
import { type IceServer, iceServers } from '../server/services/ice-servers'
import { ADDRESS, launchBrowser, mapIsReady, type Visit, visit } from './testing/browser'
import { findWatchable } from './testing/demo-city'
import { type MovedCamera, moveToSecondServer } from './testing/second-server'
import { startTurnServer, turnOfCity } from './testing/turn-server'

const TWO_HOURS_MS = 2 * 3_600_000
const NOBODY = { personId: 1, displayName: '', role: 'maintainer', unit: '' } as Parameters<typeof iceServers>[1]
const EXPIRED = iceServers(turnOfCity(), NOBODY, new Date(Date.now() - TWO_HOURS_MS))
const FORGED = iceServers({ ...turnOfCity(), turnSecret: 'not the secret' }, NOBODY, new Date())

/** No way but through a relay. For tests alone. */
const ONLY_RELAYED = `
  const Direct = window.RTCPeerConnection
  window.RTCPeerConnection = class extends Direct {
    constructor(configuration) { super({ ...configuration, iceTransportPolicy: 'relay' }) }
  }
`

let browser: Browser
let turn: { stop(): Promise<void> }
beforeAll(async () => {
  turn = await startTurnServer(turnOfCity())
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await turn?.stop()
})

async function onlyRelayed(): Promise<Visit> {
  const opened = await visit(browser, 'maintainer', { locale: 'en' })
  await opened.page.addInitScript(ONLY_RELAYED)
  return opened
}

async function openFeed(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await mapIsReady(page)
  await page.getByTestId('open-feed').click()
}

/** Puts other credentials into the city's answer. */
const answerWith = (page: Page, servers: IceServer[]) =>
  page.route(
    (url) => url.pathname.includes('feeds.iceServers'),
    async (route) => {
      const names = new URL(route.request().url()).pathname.split('/').at(-1)!.split(',')
      const response = await route.fetch()
      const answers = (await response.json()) as unknown
      const own = { result: { data: servers } }
      const json = Array.isArray(answers)
        ? answers.map((answer, i) => (names[i] === 'feeds.iceServers' ? own : answer))
        : own
      await route.fulfill({ response, json })
    },
  )

/** The addresses that a relay gives to who names itself like this. */
const relayedAddresses = (page: Page, servers: IceServer[]) =>
  page.evaluate(async (given) => {
    const peer = new RTCPeerConnection({ iceServers: given, iceTransportPolicy: 'relay' })
    const found: string[] = []
    const isOver = new Promise<void>((resolve) => {
      peer.onicecandidate = ({ candidate }) => (candidate ? found.push(candidate.type ?? '') : resolve())
    })
    peer.addTransceiver('video', { direction: 'recvonly' })
    await peer.setLocalDescription()
    await isOver
    peer.close()
    return found
  }, servers)

/** The kind of candidate that pictures come by, and how many have been decoded. */
const wayOfPictures = (page: Page) =>
  page.evaluate(async () => {
    const peer = (window as unknown as { peers: RTCPeerConnection[] }).peers.at(-1)!
    const entries = new Map((await peer.getStats()).entries())
    const all = [...entries.values()]
    const pair = all.find((entry) => entry.type === 'candidate-pair' && entry.nominated)
    const pictures = all.find((entry) => entry.type === 'inbound-rtp')
    return { by: entries.get(pair?.localCandidateId)?.candidateType, decoded: pictures?.framesDecoded as number }
  })

describe('through a relay', () => {
  it('pictures come with the credentials that the city gives', async () => {
    const { page, context, problems } = await onlyRelayed()
    const [{ id, lng, lat }] = await findWatchable(1)
    await openFeed(page, `${ADDRESS}/?camera=${id}&at=17/${lat}/${lng}`)
    await page.locator('[data-testid=feed][data-state=live]').waitFor({ timeout: 15_000 })
    const first = await wayOfPictures(page)
    expect(first.by).toBe('relay')
    await page.waitForTimeout(2_000)
    expect((await wayOfPictures(page)).decoded - first.decoded).toBeGreaterThan(15)
    expect(problems).toEqual([])
    await context.close()
  })

  it('nobody comes with credentials that are over or that another secret made', async () => {
    const { page, context } = await onlyRelayed()
    await page.goto(ADDRESS)
    expect(await relayedAddresses(page, iceServers(turnOfCity(), NOBODY, new Date()))).toContain('relay')
    expect(await relayedAddresses(page, EXPIRED)).toEqual([])
    expect(await relayedAddresses(page, FORGED)).toEqual([])
    await context.close()
  })
})

describe('a feed of a server that sends nothing by HTTP', () => {
  let standIn: StandIn
  let moved: MovedCamera
  beforeAll(async () => {
    standIn = await startStandInWhep()
    const baseUrl = `${standIn.url}/play/{stream}`
    moved = await moveToSecondServer(browser, { kind: 'whep', baseUrl, secret: TOKEN, stream: 'clip-03' })
  })
  afterAll(async () => {
    await moved?.giveBack()
    await standIn?.stop()
  })

  it('says that the network lets no video through when the relay does not let it in', async () => {
    const { page, context, problems } = await onlyRelayed()
    await answerWith(page, EXPIRED)
    await openFeed(page, moved.address)
    const feed = page.getByTestId('feed')
    await feed.getByText(/lets no video through/).waitFor({ timeout: 20_000 })
    expect(await feed.getAttribute('data-state')).toBe('retrying')
    expect(problems).toEqual([])
    await context.close()
  })
})
