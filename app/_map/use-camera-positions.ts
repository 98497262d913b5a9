'use client'
/** Where cameras stand, by their number. */
import { useMemo } from 'react'
import { useCameras } from './use-cameras'

export function useCameraPositions(): ReadonlyMap<number, [lng: number, lat: number]> {
  const { data } = useCameras()
  return useMemo(() => {
    const positions = new Map<number, [number, number]>()
    for (let i = 0; i < (data?.count ?? 0); i++) positions.set(data!.id[i], [data!.lng[i], data!.lat[i]])
    return positions
  }, [data])
}
