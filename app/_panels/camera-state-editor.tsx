'use client'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { CAMERA_STATES, type CameraState } from '../../server/domain/camera'
import { api, messageOf } from '../_ui/api'
import { StateMark } from '../_ui/state-mark'

/** A maintainer says what they found. */
export function CameraStateEditor({ id, state, onDone }: { id: number; state: CameraState; onDone(): void }) {
  const t = useTranslations('state')
  const set = useMutation({
    mutationFn: (next: CameraState) => api.cameras.setState.mutate({ id, state: next }),
    onSuccess: onDone,
  })
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap gap-2">
        {CAMERA_STATES.map((candidate) => (
          <button
            key={candidate}
            type="button"
            className={`button ${candidate === state ? 'on' : ''}`}
            aria-pressed={candidate === state}
            disabled={set.isPending}
            onClick={() => set.mutate(candidate)}
          >
            <StateMark state={candidate} />
            {t(candidate)}
          </button>
        ))}
      </div>
      {set.error && <p role="alert">{messageOf(set.error)}</p>}
    </div>
  )
}
