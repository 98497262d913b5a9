/**
 * The few ONVIF calls that a head needs: SOAP 1.2 with a UsernameToken digest (ONVIF Core Specification 5.12, WS-Security
 * UsernameToken Profile 1.0). Whatever addresses a device names, only their paths on its own host are called.
 */
import { createHash, randomBytes } from 'node:crypto'
import { DOMParser, type Document, type Element } from '@xmldom/xmldom'
import { callOut, type Destination } from '../../../outbound'

const TIMEOUT_MS = 3_000
const MOST_BYTES = 256 * 1024
const SOAP = 'http://www.w3.org/2003/05/soap-envelope'
const SECURITY = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity'
export const DEVICE = 'http://www.onvif.org/ver10/device/wsdl'
export const MEDIA = 'http://www.onvif.org/ver10/media/wsdl'
export const PTZ = 'http://www.onvif.org/ver20/ptz/wsdl'
export const SCHEMA = 'http://www.onvif.org/ver10/schema'

/** The device refused, or sent something that is no answer. */
export class OnvifError extends Error {}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }
export const escapeXml = (text: string) => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign])

/** Every element of that local name, whatever its prefix. */
export const elementsOf = (parent: Document | Element, name: string): Element[] =>
  Array.from(parent.getElementsByTagNameNS('*', name))

export const textOf = (parent: Document | Element, name: string): string | null =>
  elementsOf(parent, name)[0]?.textContent?.trim() || null

function parse(text: string): Document {
  try {
    const onError = (level: string) => {
      if (level !== 'warning') throw new OnvifError('The device sent no XML.')
    }
    return new DOMParser({ onError }).parseFromString(text, 'text/xml')
  } catch {
    throw new OnvifError('The device sent no XML.')
  }
}

function securityHeader(user: string, password: string, created: string): string {
  const nonce = randomBytes(16)
  const digest = createHash('sha1').update(nonce).update(created).update(password).digest('base64')
  return `<Security s:mustUnderstand="1" xmlns="${SECURITY}-secext-1.0.xsd"><UsernameToken>
<Username>${escapeXml(user)}</Username>
<Password Type="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest">${digest}</Password>
<Nonce EncodingType="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary">${nonce.toString('base64')}</Nonce>
<Created xmlns="${SECURITY}-utility-1.0.xsd">${created}</Created>
</UsernameToken></Security>`
}

export class OnvifClient {
  readonly #destination: Destination
  readonly #devicePath: string
  readonly #user: string
  readonly #password: string
  /** How far the device's clock is ahead of this one: a digest holds for a few seconds of its own time. */
  #aheadMs = 0

  constructor(address: string) {
    const url = new URL(address)
    this.#destination = { baseUrl: url.origin, isLoopbackExpected: true }
    this.#devicePath = url.pathname === '/' ? '/onvif/device_service' : url.pathname
    this.#user = decodeURIComponent(url.username)
    this.#password = decodeURIComponent(url.password)
  }

  /** Reads the device's clock, and where its services are: paths by namespace. */
  async begin(): Promise<{ mediaPath: string; ptzPath: string }> {
    const date = await this.call(this.#devicePath, `<GetSystemDateAndTime xmlns="${DEVICE}"/>`, false)
    const utc = elementsOf(date, 'UTCDateTime')[0]
    if (utc) this.#aheadMs = instantOf(utc) - Date.now()
    const able = await this.call(
      this.#devicePath,
      `<GetCapabilities xmlns="${DEVICE}"><Category>All</Category></GetCapabilities>`,
    )
    const pathOf = (service: string) => {
      const address = elementsOf(able, service)[0] && textOf(elementsOf(able, service)[0], 'XAddr')
      if (!address || !URL.canParse(address)) throw new OnvifError(`The device names no ${service} service.`)
      return new URL(address).pathname
    }
    return { mediaPath: pathOf('Media'), ptzPath: pathOf('PTZ') }
  }

  /** Throws OnvifError, or OutboundError when it does not answer. */
  async call(path: string, message: string, isSigned = true): Promise<Document> {
    const created = new Date(Date.now() + this.#aheadMs).toISOString()
    const header = isSigned && this.#user ? securityHeader(this.#user, this.#password, created) : ''
    const response = await callOut(this.#destination, {
      method: 'POST',
      path,
      contentType: 'application/soap+xml; charset=utf-8',
      body: `<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="${SOAP}"><s:Header>${header}</s:Header><s:Body>${message}</s:Body></s:Envelope>`,
      timeoutMs: TIMEOUT_MS,
      mostBytes: MOST_BYTES,
    })
    if (response.status !== 200) throw new OnvifError(`The device answered ${response.status}.`)
    const document = parse(response.body.toString('utf8'))
    if (elementsOf(document, 'Fault').length > 0) throw new OnvifError('The device refused.')
    return document
  }
}

function instantOf(utc: Element): number {
  const number = (name: string) => Number(textOf(utc, name))
  const instant = Date.UTC(
    number('Year'),
    number('Month') - 1,
    number('Day'),
    number('Hour'),
    number('Minute'),
    number('Second'),
  )
  return Number.isFinite(instant) ? instant : Date.now()
}
