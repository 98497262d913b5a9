/** Live video that is broken on purpose: cameras that go, a line that loses packets, offers that make no sense. */
import { RTSP_SERVER_PACKAGES } from '../lib/debian-packages.mjs'
import { onDemoCity } from './demo-city-proof'
import { proveCameras } from './media-cameras'
import { proveOffers } from './media-offers'
import { proveViewers } from './media-viewers'
import type { Proof, ProofResult } from './proof'

const SEED = 8_866

export const mediaProof: Proof = {
  name: 'media',
  packages: ['chromium', ...RTSP_SERVER_PACKAGES],
  about:
    'cameras that die or freeze and come back, packets that are lost, 100 viewers for five minutes, 10,000 broken offers while a map is looked at',
  guards: [
    {
      about: 'the watchdog for pictures',
      file: 'server/media/embedded/rtsp-camera.ts',
      find: "this.fail('it sends no pictures')",
      replace: 'this.changed()',
    },
    {
      about: 'packets sent again when they are lost',
      file: 'server/media/embedded/viewer.ts',
      find: 'head.addToChain(new RtcpNackResponder(NACK_HISTORY))',
      replace: 'void [RtcpNackResponder, NACK_HISTORY]',
    },
  ],
  async run() {
    const result: ProofResult = { tried: 0, accepted: 0, refused: 0, lost: 0, leaked: 0, seed: SEED }
    const notes: string[] = []
    await proveCameras(result, notes)
    // What is lost by now is enough to go red; the rest takes minutes.
    if (result.lost > 0) return { result, notes }
    await proveViewers(result, notes)
    const inCity = await onDemoCity((city, own, told) => proveOffers(city, own, told))()
    for (const key of ['tried', 'accepted', 'refused', 'lost', 'leaked'] as const) result[key] += inCity.result[key]
    return { result, notes: [...notes, ...inCity.notes] }
  },
}
