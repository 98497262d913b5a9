import { describe, expect, it } from 'vitest'
import { checkScene } from './scene-checks'
import { numberedScene } from './scenes'

const SCENES = 300

describe('views of random scenes', () => {
  it(`hold all that must hold for ${SCENES} of them`, () => {
    for (let number = 1; number <= SCENES; number++) {
      const { name, scene, isFlat } = numberedScene(number)
      expect(checkScene(scene, isFlat).faults, name).toEqual([])
    }
  })
})
