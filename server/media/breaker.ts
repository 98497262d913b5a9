/** A media server that hangs is left alone for a moment, so that nobody waits for it twice. */
import { MediaError, type MediaGateway } from './gateway'

const LEFT_ALONE_MS = 2_000

/** After a call that timed out or reached nobody, every call fails at once with that reason, until the moment is over. */
export function withBreaker(gateway: MediaGateway, now: () => number = Date.now): MediaGateway {
  let failed: { until: number; reason: 'timeout' | 'unreachable' } | null = null
  const guard =
    <Args extends unknown[], T>(call: (...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      if (failed && now() < failed.until)
        throw new MediaError(failed.reason, 'The media server did not answer just now.')
      try {
        return await call(...args)
      } catch (error) {
        if (error instanceof MediaError && (error.reason === 'timeout' || error.reason === 'unreachable'))
          failed = { until: now() + LEFT_ALONE_MS, reason: error.reason }
        throw error
      }
    }
  return {
    kind: gateway.kind,
    capabilities: gateway.capabilities,
    health: gateway.health,
    cameraState: guard(gateway.cameraState),
    openLive: guard(gateway.openLive),
    addCandidates: guard(gateway.addCandidates),
    closeLive: guard(gateway.closeLive),
    hlsPlaylist: guard(gateway.hlsPlaylist),
    hlsPart: guard(gateway.hlsPart),
    listRecordings: guard(gateway.listRecordings),
    openClip: guard(gateway.openClip),
    snapshot: guard(gateway.snapshot),
    ptzState: guard(gateway.ptzState),
    movePtz: guard(gateway.movePtz),
    goToPreset: guard(gateway.goToPreset),
  }
}
