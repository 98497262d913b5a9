'use client'
/** Where a camera that turns looks, asked again and again while it is on show, and the commands that turn it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { SteerCommand } from '../../server/services/ptz'
import { api } from '../_ui/api'

const MOVING_MS = 400
const RESTING_MS = 2_000

export function useSteering(cameraId: number) {
  const client = useQueryClient()
  const key = ['steering', cameraId]
  const state = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.feeds.steering.query({ cameraId }, { signal }),
    refetchInterval: ({ state: { data } }) => (data?.isMoving ? MOVING_MS : RESTING_MS),
    retry: false,
  })
  const lookAgain = () => client.invalidateQueries({ queryKey: key })
  const steer = useMutation({
    mutationFn: (command: SteerCommand) => api.feeds.steer.mutate({ cameraId, command }),
    onSettled: lookAgain,
  })
  const letGo = useMutation({
    mutationFn: () => api.feeds.stopSteering.mutate({ cameraId }),
    onSettled: lookAgain,
  })
  return { state, steer, letGo }
}
