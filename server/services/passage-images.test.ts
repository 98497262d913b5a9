import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPictureServer, type PictureServer, PNG } from '../testing/picture-server'
import { fetchPassageImage } from './passage-images'

let device: PictureServer
beforeAll(async () => {
  device = await openPictureServer()
})
afterAll(() => device.close())

const fetched = async (path: string) => {
  const image = await fetchPassageImage(`${device.origin}${path}`, true)
  return 'problem' in image ? image.problem : image.contentType
}

describe('a picture of a passage', () => {
  it('is what its first bytes say, whatever the device calls it', async () => {
    const image = await fetchPassageImage(`${device.origin}/a.png?time=8`, true)
    expect(image).toMatchObject({ contentType: 'image/png' })
    expect('bytes' in image && PNG.equals(image.bytes)).toBe(true)
    expect(device.asked).toContain('/a.png?time=8')
    expect(await fetched('/a.jpg')).toBe('image/jpeg')
  })

  it.each([
    ['/page', 'no-picture'],
    ['/drawing', 'no-picture'],
    ['/large', 'no-picture'],
    ['/packed', 'no-picture'],
    ['/missing', 'not-reached'],
    ['/broken', 'not-reached'],
    ['/moved', 'not-reached'],
  ])('is none at %s: %s', async (path, problem) => {
    expect(await fetched(path)).toBe(problem)
  })

  it('is not waited for longer than three seconds', async () => {
    const startedAt = Date.now()
    expect(await fetched('/silent')).toBe('not-reached')
    expect(Date.now() - startedAt).toBeLessThan(6_000)
  })

  it.each([
    'no address',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:image/png;base64,AAAA',
    'http://127.0.0.1:1/a.png',
    'http://localhost:1/a.png',
    'http://[::1]:1/a.png',
    'http://[::ffff:127.0.0.1]:1/a.png',
    'http://169.254.169.254/latest/meta-data',
    'http://2130706433/a.png',
  ])('is not asked for at %s', async (link) => {
    expect(await fetchPassageImage(link)).toMatchObject({ problem: 'not-allowed' })
  })
})
