'use client'
import { useQuery } from '@tanstack/react-query'
import { areSameCameras, type CameraColumns, decodeCameraColumns } from '../../server/domain/camera-columns'

const REFRESH_MS = 10_000

async function fetchCameras({ signal }: { signal: AbortSignal }): Promise<CameraColumns> {
  const response = await fetch('/api/cameras', { signal })
  if (response.status === 401) window.location.assign('/sign-in')
  if (!response.ok) throw new Error(`cameras: the server answered ${response.status}`)
  return decodeCameraColumns(await response.arrayBuffer())
}

/** The old ones while they say the same: what is made of 200,000 cameras is not made anew for nothing. */
const keepSame = (old: unknown, loaded: unknown): unknown =>
  old && areSameCameras(old as CameraColumns, loaded as CameraColumns) ? old : loaded

/** All cameras in scope, refreshed every ten seconds; the old ones stay while new ones load or fail to. */
export const useCameras = () =>
  useQuery({ queryKey: ['cameras'], queryFn: fetchCameras, refetchInterval: REFRESH_MS, structuralSharing: keepSame })
