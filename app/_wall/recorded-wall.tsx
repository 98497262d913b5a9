'use client'
/** Several cameras' recordings in step with one clock, and what of each was recorded. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { createPortal } from 'react-dom'
import type { WallCamera } from '../../server/services/wall-cameras'
import { useMap } from '../_map/map-context'
import { Note } from '../_panels/panel'
import type { Asked } from '../_recordings/asked-form'
import { CaseRecordings } from '../_recordings/case-recordings'
import { stretchFrom } from '../_recordings/stretch'
import { Timeline } from '../_timeline/timeline'
import { useReplay } from '../_timeline/use-replay'
import { api, messageOf } from '../_ui/api'
import { useLocalName } from '../_ui/city-context'
import { RecordedTile } from './recorded-tile'
import { WallGrid } from './wall-grid'

const NO_INSTANTS = new Float64Array()

export interface RecordedWallProps {
  cameras: readonly WallCamera[]
  caseId: number
  from: number
  windowMs: number
}

export function RecordedWall({ cameras, caseId, from, windowMs }: RecordedWallProps) {
  const { coverSlot } = useMap()
  const localName = useLocalName()
  const to = from + windowMs
  const replay = useReplay([from, to])
  const ids = cameras.map(({ id }) => id)
  const answer = useQuery({
    queryKey: ['recordings', caseId, ids, from, to],
    queryFn: ({ signal }) => api.feeds.recordings.query({ caseId, ids, from, to }, { signal }),
  })
  const known = new Map(answer.data?.map((each) => [each.cameraId, each]))
  const [asked, setAsked] = useState<Asked | null>(null)
  const nameOf = (camera: WallCamera) => localName(camera) || camera.code
  if (!coverSlot) return null
  const ask = (camera: WallCamera, what: Asked['what']) =>
    setAsked({
      what,
      stretch: { caseId, cameraId: camera.id, ...stretchFrom(replay.clock().time, Date.now()) },
      name: nameOf(camera),
    })
  const nameOfId = (id: number) => cameras.filter((camera) => camera.id === id).map(nameOf)[0] ?? String(id)
  return (
    <>
      {answer.isError && (
        <div className="p-4" role="alert">
          <Note tone="warn">{messageOf(answer.error)}</Note>
        </div>
      )}
      {createPortal(
        <WallGrid
          cameras={cameras}
          tile={(camera) => (
            <RecordedTile
              cameraId={camera.id}
              title={nameOf(camera)}
              caseId={caseId}
              replay={replay}
              recordings={known.get(camera.id)}
              onAsk={(what) => ask(camera, what)}
            />
          )}
        />,
        coverSlot,
      )}
      <CaseRecordings caseId={caseId} asked={asked} onAsk={setAsked} nameOf={nameOfId} />
      <Timeline
        replay={replay}
        instants={NO_INSTANTS}
        rows={cameras.map((camera) => ({
          key: camera.id,
          name: nameOf(camera),
          spans: known.get(camera.id)?.spans ?? [],
        }))}
      />
    </>
  )
}
