/** The media gateway this installation uses. */
import { env } from './env'
import { embeddedGateway } from './media/embedded-gateway'
import type { MediaGateway } from './media/gateway'

const NO_MEDIA_SERVER = 'http://127.0.0.1:9'
let chosen: MediaGateway | null = null

export function gateway(): MediaGateway {
  chosen ??= embeddedGateway(env.mediaUrl ?? NO_MEDIA_SERVER)
  return chosen
}
