/** The part of a gateway whose server turns no cameras. */
import { MediaError, type MediaGateway } from './gateway'

const unsupported = () => Promise.reject(new MediaError('unsupported'))

export const NO_PTZ: Pick<MediaGateway, 'ptzState' | 'movePtz' | 'goToPreset'> = {
  ptzState: unsupported,
  movePtz: unsupported,
  goToPreset: unsupported,
}
