import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAsView, SHARED_KEYS, urlState } from './url-state'

const view = fc.record({
  zoom: fc.double({ min: 0, max: 22, noNaN: true }),
  lat: fc.double({ min: -85, max: 85, noNaN: true }),
  lng: fc.double({ min: -180, max: 180, noNaN: true }),
})

describe('the view in the address', () => {
  it('comes back as it was, to a metre and a hundredth of a zoom', () => {
    fc.assert(
      fc.property(view, (given) => {
        const read = parseAsView.parse(parseAsView.serialize(given))!
        expect(Math.abs(read.zoom - given.zoom)).toBeLessThanOrEqual(0.005 + 1e-9)
        expect(Math.abs(read.lat - given.lat)).toBeLessThanOrEqual(0.5e-5 + 1e-9)
        expect(Math.abs(read.lng - given.lng)).toBeLessThanOrEqual(0.5e-5 + 1e-9)
      }),
    )
  })

  it.each([
    '',
    '12',
    '12/45',
    '12/45/x',
    '23/45/126',
    '-1/45/126',
    '12/86/126',
    '12/45/181',
    'NaN/45/126',
    '12/Infinity/126',
    '12//126',
    '12/45/126/7',
  ])('is not there when the address says "%s"', (text) => {
    expect(parseAsView.parse(text)).toBeNull()
  })

  it('never throws, whatever is typed there', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const read = parseAsView.parse(text)
        if (read) expect(Math.abs(read.lat)).toBeLessThanOrEqual(85)
      }),
    )
  })
})

describe('the filters in the address', () => {
  it('come back as they were', () => {
    const states = ['fault', 'offline'] as const
    expect(urlState.state.parse(urlState.state.serialize([...states]))).toEqual(states)
    expect(urlState.hide.parse(urlState.hide.serialize(['labels', 'viewsheds']))).toEqual(['labels', 'viewsheds'])
    expect(urlState.plates.parse(urlState.plates.serialize(true))).toBe(true)
    expect(urlState.camera.parse(urlState.camera.serialize(42))).toBe(42)
  })

  it('leave out words that mean nothing here', () => {
    expect(urlState.state.parse('fault,__proto__,broken')).toEqual(['fault'])
    expect(urlState.camera.parse('x')).toBeNull()
  })

  it('all stay when the workspace changes', () => {
    expect([...SHARED_KEYS].toSorted()).toEqual(Object.keys(urlState).toSorted())
  })
})
