/** The adapter for each kind of media server. */
import { embeddedGateway } from './embedded-gateway'
import type { MediaGateway } from './gateway'
import { mediamtxGateway } from './mediamtx-gateway'
import type { ServerAddress } from './server-call'
import { whepGateway } from './whep-gateway'
import { zlmediakitGateway } from './zlmediakit-gateway'

export function openGateway(kind: MediaGateway['kind'], address: ServerAddress): MediaGateway {
  switch (kind) {
    case 'embedded':
      return embeddedGateway(address.baseUrl)
    case 'whep':
      return whepGateway(address)
    case 'mediamtx':
      return mediamtxGateway(address)
    case 'zlmediakit':
      return zlmediakitGateway(address)
  }
}
