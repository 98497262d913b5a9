'use client'
/** Live feeds side by side. Each opens, fails and returns by itself. */
import type { WallCamera } from '../../server/services/wall-cameras'
import { FeedView } from '../_feed/feed-view'
import { useLocalName } from '../_ui/city-context'
import { WallGrid } from './wall-grid'

export function LiveWall({ cameras, onRemove }: { cameras: readonly WallCamera[]; onRemove(id: number): void }) {
  const localName = useLocalName()
  return (
    <WallGrid
      cameras={cameras}
      tile={(camera) => (
        <FeedView
          cameraId={camera.id}
          quality={cameras.length > 1 ? 'sub' : 'main'}
          hfov={camera.hfov}
          title={localName(camera) || camera.code}
          onClose={() => onRemove(camera.id)}
        />
      )}
    />
  )
}
