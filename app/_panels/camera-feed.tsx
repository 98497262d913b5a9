'use client'
/** A camera's picture in its panel, the way to the wall, and what turns it. */
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { isTurning } from '../../server/domain/footprint'
import type { CameraDescription } from '../../server/services/describe-camera'
import { FeedTile } from '../_feed/feed-tile'
import { Steering } from '../_feed/steering'
import { AddToWall } from '../_wall/watch-button'

export function CameraFeed({ camera }: { camera: CameraDescription }) {
  const client = useQueryClient()
  const { id } = camera
  const lookAgain = useCallback(() => void client.invalidateQueries({ queryKey: ['camera', id] }), [client, id])
  const hasStream = camera.streamPath !== null
  return (
    <>
      <div className="px-4 pt-3">
        <FeedTile cameraId={id} hasStream={hasStream} state={camera.state} hfov={camera.optics.hfov} />
        {hasStream && (
          <div className="pt-2">
            <AddToWall cameraId={id} />
          </div>
        )}
      </div>
      {hasStream && isTurning(camera.draft.kind) && !camera.isRetired && (
        <Steering camera={camera} onTurned={lookAgain} />
      )}
    </>
  )
}
