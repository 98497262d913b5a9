import type { Optics, Provenance } from '../domain/camera'
import type { CameraRecord } from '../formats/records'
import type { CameraSite } from './camera-site'
import type { Random } from './random'

/** Optics as data sheets give them. Angles in degrees, lengths in millimetres. */
interface Device {
  focalMm: number
  sensorWidthMm: number
  sensorHeightMm: number
  pixelsWide: number
  pixelsHigh: number
}

const DEVICES: Record<'checkpoint' | 'fixed' | 'dome' | 'ptz' | 'panoramic', Device[]> = {
  checkpoint: [{ focalMm: 25, sensorWidthMm: 14.1, sensorHeightMm: 7.9, pixelsWide: 4096, pixelsHigh: 2160 }],
  fixed: [
    { focalMm: 6, sensorWidthMm: 5.37, sensorHeightMm: 3.02, pixelsWide: 2560, pixelsHigh: 1440 },
    { focalMm: 4, sensorWidthMm: 5.37, sensorHeightMm: 3.02, pixelsWide: 1920, pixelsHigh: 1080 },
    { focalMm: 12, sensorWidthMm: 7.18, sensorHeightMm: 4.04, pixelsWide: 3840, pixelsHigh: 2160 },
    { focalMm: 4, sensorWidthMm: 4.8, sensorHeightMm: 3.6, pixelsWide: 704, pixelsHigh: 576 },
  ],
  dome: [
    { focalMm: 2.8, sensorWidthMm: 5.37, sensorHeightMm: 3.02, pixelsWide: 2560, pixelsHigh: 1440 },
    { focalMm: 3.6, sensorWidthMm: 4.8, sensorHeightMm: 3.6, pixelsWide: 1280, pixelsHigh: 960 },
  ],
  ptz: [{ focalMm: 6.5, sensorWidthMm: 7.18, sensorHeightMm: 4.04, pixelsWide: 3840, pixelsHigh: 2160 }],
  panoramic: [{ focalMm: 2, sensorWidthMm: 7.18, sensorHeightMm: 5.3, pixelsWide: 4096, pixelsHigh: 3072 }],
}

/** Many owners know their lenses wholly, some in part, some not at all. */
export function opticsOf(site: CameraSite, random: Random): { optics: Optics; provenance: CameraRecord['provenance'] } {
  const device = random.pick(DEVICES[site.checkpoint ? 'checkpoint' : site.kind])
  const isRound = site.kind === 'panoramic'
  const hfov = isRound ? (site.bearing === null ? 360 : 180) : openingAngle(device.sensorWidthMm, device.focalMm)
  const vfov = isRound ? 90 : openingAngle(device.sensorHeightMm, device.focalMm)
  const from = (provenance: Provenance, ...fields: (keyof CameraRecord['provenance'])[]) =>
    Object.fromEntries(fields.map((field) => [field, provenance]))
  const unknown: Optics = {
    hfov: null,
    vfov: null,
    focalMm: null,
    sensorWidthMm: null,
    sensorHeightMm: null,
    pixelsWide: null,
    pixelsHigh: null,
    rangeM: null,
  }
  const known =
    site.checkpoint || isRound
      ? 'all'
      : random.weighted([
          ['all', 50],
          ['lens', 25],
          ['pixels', 10],
          ['none', 15],
        ] as const)
  const rangeM = site.checkpoint ? 55 : isRound ? 60 : random.chance(0.3) ? random.pick([60, 80, 100, 120]) : null
  const range = { rangeM, provenance: rangeM === null ? {} : from('catalogue', 'rangeM') }
  switch (known) {
    case 'all':
      return {
        optics: { ...device, hfov, vfov, rangeM },
        provenance: { ...from('catalogue', 'hfov', 'vfov', 'focalMm', 'sensor', 'pixels'), ...range.provenance },
      }
    case 'lens':
      return {
        optics: { ...unknown, ...device, rangeM },
        provenance: { ...from('catalogue', 'focalMm', 'sensor', 'pixels'), ...range.provenance },
      }
    case 'pixels':
      return {
        optics: { ...unknown, pixelsWide: device.pixelsWide, pixelsHigh: device.pixelsHigh },
        provenance: from('catalogue', 'pixels'),
      }
    case 'none':
      return { optics: unknown, provenance: {} }
  }
}

/** Full opening angle of a lens, degrees. */
const openingAngle = (sensorMm: number, focalMm: number) =>
  rounded((2 * Math.atan(sensorMm / (2 * focalMm)) * 180) / Math.PI, 1)

export const rounded = (value: number, digits: number) => Number(value.toFixed(digits))
