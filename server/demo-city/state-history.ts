import type { CameraStateRecord } from '../formats/records'
import type { DemoCamera } from './cameras'
import type { Random } from './random'

const DAY_MS = 86_400_000

/** A week of comings and goings before the day, ending in today's state. */
export function stateHistory(cameras: readonly DemoCamera[], dayStart: number, random: Random): CameraStateRecord[] {
  return cameras.flatMap(({ record: { code: cameraCode }, state }) => {
    const weekAgo = dayStart - 7 * DAY_MS
    if (state === 'unknown') return [{ cameraCode, state, at: weekAgo }]
    const rows: CameraStateRecord[] = [{ cameraCode, state: 'working', at: weekAgo }]
    let at = weekAgo
    for (
      let outages = random.weighted([
        [0, 6],
        [1, 3],
        [2, 1.4],
        [4, 0.4],
      ] as const);
      outages > 0;
      outages--
    ) {
      at += Math.floor(random.between(0.2, 1.5) * DAY_MS)
      const back = at + Math.floor(random.between(4, 600) * 60_000)
      if (back > dayStart - DAY_MS / 4) break
      rows.push(
        { cameraCode, state: random.chance(0.7) ? 'offline' : 'fault', at },
        { cameraCode, state: 'working', at: back },
      )
      at = back
    }
    if (state !== 'working')
      rows.push({ cameraCode, state, at: dayStart - Math.floor(random.between(0.5, 5.5) * 3_600_000) })
    return rows
  })
}
