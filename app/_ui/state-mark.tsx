import type { CameraState } from '../../server/domain/camera'

/** A camera's state by shape and colour, as on the map: filled, badge, slash, ring. */
export function StateMark({ state }: { state: CameraState }) {
  const color = `var(--${state})`
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden className="shrink-0">
      <circle
        cx="7"
        cy="7"
        r="5"
        fill={state === 'working' || state === 'fault' ? color : 'none'}
        stroke={color}
        strokeWidth="1.8"
      />
      {state === 'offline' && <path d="M2 12 12 2" stroke={color} strokeWidth="2" strokeLinecap="round" />}
      {state === 'fault' && (
        <path d="M7 4v3.4M7 9.6v.4" stroke="var(--surface)" strokeWidth="1.7" strokeLinecap="round" />
      )}
    </svg>
  )
}
