/** Checks the scenes whose numbers it is started with and reports them all at once. */
import { parentPort, workerData } from 'node:worker_threads'
import { checkScene, type SceneReport } from '../../server/domain/testing/scene-checks'
import { numberedScene } from '../../server/domain/testing/scenes'

export interface SceneOutcome extends SceneReport {
  /** Kind, seed and size: the same scene again. */
  name: string
}

function outcomeOf(number: number): SceneOutcome {
  const { name, scene, isFlat } = numberedScene(number)
  try {
    return { name, ...checkScene(scene, isFlat) }
  } catch (error) {
    return { name, isRefused: false, isLeaking: false, faults: [String(error)] }
  }
}

parentPort?.postMessage((workerData as number[]).map(outcomeOf))
