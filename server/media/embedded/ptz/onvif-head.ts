/** A camera's head by ONVIF's PTZ service. */
import type { Document, Element } from '@xmldom/xmldom'
import { MediaError } from '../../gateway'
import { elementsOf, escapeXml, MEDIA, OnvifClient, OnvifError, PTZ, SCHEMA, textOf } from './onvif-client'
import type { PtzHead } from './ptz-head'
import { type PtzRanges, positionOf, vectorOf } from './ptz-ranges'

export interface OnvifAddress {
  /** `http:` or `https:`, with the user and the password in it. */
  url: string
  ranges: PtzRanges
}

const MOST_PRESETS = 100
const MOST_NAME = 60

interface Service {
  path: string
  /** XML. */
  profile: string
}

/** It is called on first when it is first needed; one that was away is called on anew. */
export function onvifHead({ url, ranges }: OnvifAddress): PtzHead {
  const client = new OnvifClient(url)
  let found: Promise<Service> | null = null

  const find = async (): Promise<Service> => {
    const { mediaPath, ptzPath } = await client.begin()
    const profiles = elementsOf(await client.call(mediaPath, `<GetProfiles xmlns="${MEDIA}"/>`), 'Profiles')
    const token = profiles.find((profile) => elementsOf(profile, 'PTZConfiguration').length > 0)?.getAttribute('token')
    if (!token) throw new OnvifError('No profile of the device turns.')
    return { path: ptzPath, profile: `<ProfileToken>${escapeXml(token)}</ProfileToken>` }
  }

  const ask = async (name: string, more = ''): Promise<Document> => {
    found ??= find()
    try {
      const { path, profile } = await found
      return await client.call(path, `<${name} xmlns="${PTZ}">${profile}${more}</${name}>`)
    } catch {
      found = null
      throw new MediaError('offline', 'What turns the camera does not answer, or refuses.')
    }
  }

  const presets = async () =>
    elementsOf(await ask('GetPresets'), 'Preset')
      .slice(0, MOST_PRESETS)
      .map((preset) => ({ id: preset.getAttribute('token') ?? '', name: textOf(preset, 'Name') }))
      .filter(({ id }) => id !== '')
      .map(({ id, name }) => ({ id, name: (name ?? id).slice(0, MOST_NAME) }))

  return {
    async state() {
      const status = await ask('GetStatus')
      const moving = elementsOf(status, 'MoveStatus')[0]
      return {
        position: positionOf(vectorIn(status), ranges),
        isMoving: moving !== undefined && (moving.textContent ?? '').includes('MOVING'),
        presets: await presets(),
      }
    },
    async move(position) {
      const { x, y, zoom } = vectorOf(position, ranges)
      const vector = `<PanTilt x="${x}" y="${y}" xmlns="${SCHEMA}"/><Zoom x="${zoom}" xmlns="${SCHEMA}"/>`
      await ask('AbsoluteMove', `<Position>${vector}</Position>`)
    },
    async goTo(preset) {
      if (!(await presets()).some(({ id }) => id === preset))
        throw new MediaError('refused', 'There is no such preset.')
      await ask('GotoPreset', `<PresetToken>${escapeXml(preset)}</PresetToken>`)
    },
  }
}

/** Where the device says it stands. A camera without zoom says nothing of it. Throws MediaError `offline`. */
function vectorIn(status: Document) {
  const axis = (element: Element | undefined, name: string) => Number(element?.getAttribute(name) || Number.NaN)
  const [turned] = elementsOf(status, 'PanTilt')
  const [zoomed] = elementsOf(status, 'Zoom')
  const vector = { x: axis(turned, 'x'), y: axis(turned, 'y'), zoom: zoomed ? axis(zoomed, 'x') : 0 }
  if (!Object.values(vector).every(Number.isFinite))
    throw new MediaError('offline', 'The camera does not say where it looks.')
  return vector
}
