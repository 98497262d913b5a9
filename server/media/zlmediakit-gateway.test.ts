/** The adapter for ZLMediaKit against a stand-in that behaves as ZLMediaKit was observed to. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gatewayContract } from './gateway.contract'
import { addressOf } from './testing/address'
import { makeOffer } from './testing/receiver'
import type { StandIn } from './testing/stand-in'
import { SECRET, SLOW_STREAM, STREAM, startStandInZlmediakit } from './testing/stand-in-zlmediakit'
import { openAndVanish } from './testing/vanish'
import { startOfFile } from './zlm-recordings'
import { zlmediakitGateway } from './zlmediakit-gateway'

gatewayContract('a stand-in for ZLMediaKit', async () => {
  const { url, stop } = await startStandInZlmediakit()
  return {
    gateway: zlmediakitGateway(addressOf(url, SECRET)),
    stream: STREAM,
    openAndVanish: () => openAndVanish(url, STREAM, 'zlmediakit', SECRET),
    stop,
  }
})

describe('what ZLMediaKit does in its own way', () => {
  let standIn: StandIn
  beforeAll(async () => {
    standIn = await startStandInZlmediakit()
  })
  afterAll(() => standIn.stop())
  const gateway = (secret = SECRET) => zlmediakitGateway(addressOf(standIn.url, secret))

  it('does not wait for a stream that the server holds an offer for', async () => {
    const { peer, sdp } = await makeOffer()
    peer.close()
    const from = Date.now()
    await expect(gateway().openLive(SLOW_STREAM, sdp)).rejects.toMatchObject({ reason: 'unknown-stream' })
    expect(Date.now() - from).toBeLessThan(6_000)
  })

  it('says refused, not unknown, when the secret is wrong', async () => {
    const { peer, sdp } = await makeOffer()
    peer.close()
    await expect(gateway('wrong').openLive(STREAM, sdp)).rejects.toMatchObject({ reason: 'refused' })
    expect(await gateway('wrong').health()).toEqual({ ok: false, reason: 'refused' })
  })

  it('cuts one clip out of two files', async () => {
    const boundary = Math.floor((Date.now() - 600_000) / 60_000) * 60_000
    const clip = await gateway().openClip(STREAM, boundary - 5_000, 10_000)
    expect(clip.from).toBeLessThanOrEqual(boundary - 5_000)
    expect(clip.to).toBeGreaterThanOrEqual(boundary + 5_000)
  })

  it.each([
    ['2026-07-22-00-15-00-3.mp4', 'Asia/Shanghai', '2026-07-21T16:15:00Z'],
    ['2026-07-22-00-15-00-0.mp4', 'UTC', '2026-07-22T00:15:00Z'],
    ['2026-01-22-12-00-00-0.mp4', 'Europe/Berlin', '2026-01-22T11:00:00Z'],
    ['2026-07-22-12-00-00-0.mp4', 'Europe/Berlin', '2026-07-22T10:00:00Z'],
    ['2026-03-29-03-30-00-0.mp4', 'Europe/Berlin', '2026-03-29T01:30:00Z'],
    ['2026-10-25-02-30-00-0.mp4', 'Europe/Berlin', '2026-10-25T00:30:00Z'],
  ])('reads %s in %s as %s', (name, zone, instant) => {
    expect(startOfFile(name, zone)).toBe(Date.parse(instant))
  })

  it.each([
    '2026-13-22-00-15-00-3.mp4',
    '2026-07-22-00-15-00.mp4',
    'x2026-07-22-00-15-00-3.mp4',
    '../2026-07-22-00-15-00-3.mp4',
    '',
  ])('takes %j for no recording', (name) => {
    expect(startOfFile(name, 'UTC')).toBeNull()
  })
})
