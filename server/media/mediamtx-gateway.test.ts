/** The adapter for MediaMTX against a stand-in that behaves as MediaMTX is described. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gatewayContract } from './gateway.contract'
import { mediamtxGateway } from './mediamtx-gateway'
import { addressOf } from './testing/address'
import { makeOffer } from './testing/receiver'
import type { StandIn } from './testing/stand-in'
import { CREDENTIALS, OFFLINE_STREAM, SLEEPING_STREAM, STREAM, startStandInMediamtx } from './testing/stand-in-mediamtx'
import { openAndVanish } from './testing/vanish'

gatewayContract('a stand-in for MediaMTX', async () => {
  const { url, stop } = await startStandInMediamtx()
  return {
    gateway: mediamtxGateway(addressOf(url, CREDENTIALS)),
    stream: STREAM,
    openAndVanish: () => openAndVanish(url, STREAM, 'mediamtx', CREDENTIALS),
    stop,
  }
})

describe('what MediaMTX does in its own way', () => {
  let standIn: StandIn
  beforeAll(async () => {
    standIn = await startStandInMediamtx()
  })
  afterAll(() => standIn.stop())
  const gateway = (secret = CREDENTIALS) => mediamtxGateway(addressOf(standIn.url, secret))

  it('tells a path that nobody publishes from one that never was, and takes one on demand as there', async () => {
    const { peer, sdp } = await makeOffer()
    peer.close()
    await expect(gateway().openLive(OFFLINE_STREAM, sdp)).rejects.toMatchObject({ reason: 'offline' })
    await expect(gateway().openLive('../v3/paths/list', sdp)).rejects.toMatchObject({ reason: 'unknown-stream' })
    const states = await gateway().cameraState([OFFLINE_STREAM, SLEEPING_STREAM])
    expect([...states.values()].map(({ isOnline }) => isOnline)).toEqual([false, true])
  })

  it('says refused, not offline, when the credentials are wrong', async () => {
    const { peer, sdp } = await makeOffer()
    peer.close()
    const wrong = gateway('viewer:wrong')
    await expect(wrong.openLive(STREAM, sdp)).rejects.toMatchObject({ reason: 'refused' })
    await expect(wrong.cameraState([STREAM])).rejects.toMatchObject({ reason: 'refused' })
    expect(await wrong.health()).toEqual({ ok: false, reason: 'refused' })
  })

  it('lists recordings in order with the gap between, and begins a clip asked for in the gap behind it', async () => {
    const now = Date.now()
    const spans = await gateway().listRecordings(STREAM, now - 7_200_000, now)
    expect(spans).toHaveLength(2)
    expect(spans[1].from - spans[0].to).toBeCloseTo(100_000, -2)
    const clip = await gateway().openClip(STREAM, spans[0].to + 50_000, 60_000)
    expect(clip.from).toBeGreaterThanOrEqual(spans[1].from - 1)
  })
})
