import { describe, expect, it } from 'vitest'
import { parseCameras, readCameras } from './camera-config'

const parse = (value: unknown) =>
  parseCameras(typeof value === 'string' ? value : JSON.stringify(value), 'cameras.json')
const problem = (value: unknown): string => {
  try {
    parse(value)
    return 'none'
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`
  }
}

describe('the file of cameras', () => {
  it('gives each stream its address, apart from user name and password, and how long it is kept', () => {
    const cameras = parse({
      'gate-1': { url: 'rtsp://viewer:p%40ss%3A@10.0.0.9:8554/stream1?x=1', record: true, keepDays: 2 },
      东门: { url: 'rtsp://10.0.0.10/live' },
    })
    expect([...cameras]).toEqual([
      [
        'gate-1',
        {
          address: {
            host: '10.0.0.9',
            port: 8554,
            url: 'rtsp://10.0.0.9:8554/stream1?x=1',
            credentials: { username: 'viewer', password: 'p@ss:' },
          },
          record: true,
          keepDays: 2,
          keepGigabytes: 50,
          ptz: null,
        },
      ],
      [
        '东门',
        {
          address: { host: '10.0.0.10', port: 554, url: 'rtsp://10.0.0.10/live', credentials: null },
          record: false,
          keepDays: 7,
          keepGigabytes: 50,
          ptz: null,
        },
      ],
    ])
  })

  it('says what turns a camera, and what the ends of its numbers mean', () => {
    const url = 'https://operator:p%40ss@10.0.0.9/onvif/device_service'
    const ptz = { url, tilt: [90, -10], hfov: [60, 3] }
    expect(parse({ a: { url: 'rtsp://10.0.0.9/', ptz } }).get('a')!.ptz).toEqual({
      url,
      ranges: { pan: [-180, 180], tilt: [90, -10], hfov: [60, 3] },
    })
  })

  it.each([
    ['not JSON', '{"a": {"url": "rtsp://u:secret@h/"', 'is not JSON'],
    ['no object', [], 'expected record'],
    ['another scheme', { a: { url: 'http://u:secret@h/' } }, 'a.url: must be an address'],
    ['a broken escape', { a: { url: 'rtsp://u:secret%@h/' } }, 'a.url: must be an address'],
    ['a line break in the address', { a: { url: 'rtsp://u:secret@h/\r\nX: y' } }, 'a.url: must be an address'],
    ['a head without its ends', { a: { url: 'rtsp://h/', ptz: { url: 'http://u:secret@h/' } } }, 'a.ptz.tilt'],
    [
      'a head that is no web address',
      { a: { url: 'rtsp://h/', ptz: { url: 'ftp://u:secret@h/', tilt: [90, 0], hfov: [60, 3] } } },
      'a.ptz.url: must be an address',
    ],
    [
      'a lens that zooms the wrong way',
      { a: { url: 'rtsp://h/', ptz: { url: 'http://u:secret@h/', tilt: [90, 0], hfov: [3, 60] } } },
      'a.ptz.hfov: must be the widest',
    ],
    ['an unknown key', { a: { url: 'rtsp://h/', secret: 1 } }, 'a: has a key that means nothing'],
    ['no days', { a: { url: 'rtsp://u:secret@h/', keepDays: 0 } }, 'a.keepDays'],
    ['a name that leads elsewhere', { '../secret': { url: 'rtsp://h/' } }, 'name 1 is not made of'],
    ['a name with a slash', { 'a/b': { url: 'rtsp://h/' } }, 'name 1 is not made of'],
  ])('is refused with %s, and its passwords are not repeated', (_what, value, message) => {
    expect(problem(value)).toContain(message)
    expect(problem(value)).not.toContain('secret')
  })

  it('may be missing, but not when it is named', () => {
    expect(readCameras(null).size).toBe(0)
    expect(() => readCameras('/nowhere/cameras.json')).toThrow('cannot be read (ENOENT)')
  })
})
