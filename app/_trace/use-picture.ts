'use client'
/** A picture of a passage, from the door that asks its device. Asked once while it is shown: every look is on record. */
import { useQuery } from '@tanstack/react-query'

/** Which passage, as its key says. */
export interface PictureSubject {
  plate: string
  at: number
  cameraId: number
  sourceId: string
}

export interface AskedPicture extends PictureSubject {
  caseId: number
  picture: 'plate' | 'scene'
}

/** Why there is none; the message is the door's code. */
class PictureFailure extends Error {}

async function loadPicture(asked: AskedPicture): Promise<Blob> {
  const response = await fetch('/api/passages/picture', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(asked),
  })
  if (response.ok) return response.blob()
  const { code } = (await response.json().catch(() => ({}))) as { code?: string }
  throw new PictureFailure(code ?? 'server')
}

export function usePicture(asked: AskedPicture) {
  return useQuery({
    queryKey: ['picture', asked],
    // Not given up when it is folded away: the look is on record by then.
    queryFn: () => loadPicture(asked),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  })
}
