import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type StandInOnvif, startStandInOnvif } from '../../testing/stand-in-onvif'
import { onvifHead } from './onvif-head'
import type { PtzHead } from './ptz-head'
import type { PtzRanges } from './ptz-ranges'

const RANGES: PtzRanges = { pan: [-180, 180], tilt: [90, -10], hfov: [60, 3] }
let device: StandInOnvif
let head: PtzHead
beforeEach(async () => {
  device = await startStandInOnvif()
  head = onvifHead({ url: device.url, ranges: RANGES })
})
afterEach(() => device.stop().catch(() => {}))

describe('a head by ONVIF', () => {
  it('says where it looks, with its presets, to who signs by its clock', async () => {
    device.vector = { x: 0.5, y: 0, zoom: 0 }
    expect(await head.state()).toEqual({
      position: { pan: 90, tilt: 40, hfov: expect.closeTo(60, 9) },
      isMoving: false,
      presets: [
        { id: '1', name: 'Gate' },
        { id: '<2>', name: 'Yard' },
      ],
    })
    device.isMoving = true
    expect((await head.state()).isMoving).toBe(true)
  })

  it('turns to where it is told, and to its presets', async () => {
    await head.move({ pan: -45, tilt: 20, hfov: 3 })
    expect(device.vector).toEqual({ x: -0.25, y: expect.closeTo(0.4, 9), zoom: expect.closeTo(1, 9) })
    await head.goTo('<2>')
    expect(device.vector).toEqual({ x: -0.5, y: 0.5, zoom: 1 })
    await expect(head.goTo('</PresetToken>')).rejects.toMatchObject({ reason: 'refused' })
  })

  it('is offline with the wrong password, with nonsense for an answer, and when it is away', async () => {
    const wrong = device.url.replace(/:[^:@]+@/, ':wrong@')
    await expect(onvifHead({ url: wrong, ranges: RANGES }).state()).rejects.toMatchObject({ reason: 'offline' })
    for (const nonsense of [
      '',
      'no XML',
      '<a><b></a>',
      '<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>',
      '<Envelope/>',
      '<Media/><PTZ/>',
      '\u0000',
      '<XAddr>',
      '<x>'.repeat(5_000),
    ]) {
      device.nonsense = nonsense
      await expect(head.state(), nonsense.slice(0, 20)).rejects.toMatchObject({ reason: 'offline' })
      await expect(head.goTo('1'), nonsense.slice(0, 20)).rejects.toMatchObject({ reason: 'offline' })
    }
    device.nonsense = null
    expect((await head.state()).presets.length).toBe(2)
    device.vector = { x: Number.NaN, y: 0, zoom: 0 }
    await expect(head.state()).rejects.toMatchObject({ reason: 'offline' })
    await device.stop()
    await expect(head.state()).rejects.toMatchObject({ reason: 'offline' })
  })
})
