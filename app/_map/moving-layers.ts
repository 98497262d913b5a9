/** Layers that change with every frame go to the map by themselves: nothing else is rendered for them. */
import type { Layer } from '@deck.gl/core'

export interface MovingLayers {
  set(owner: string, layers: readonly Layer[] | null): void
  all(): Layer[]
  /** Called with every change, by the one map that draws them. */
  onChange(draw: () => void): () => void
}

export function movingLayers(): MovingLayers {
  const byOwner = new Map<string, readonly Layer[]>()
  let draw = () => {}
  return {
    set(owner, layers) {
      if (layers) byOwner.set(owner, layers)
      else byOwner.delete(owner)
      draw()
    },
    all: () => [...byOwner.values()].flat(),
    onChange(next) {
      draw = next
      return () => {
        draw = () => {}
      }
    },
  }
}
