'use client'
/** The wall's cameras in order; each can be moved and taken off. */
import { ArrowDown, ArrowUp, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { CameraState } from '../../server/domain/camera'
import type { WallCamera } from '../../server/services/wall-cameras'
import { useLocalName } from '../_ui/city-context'
import { StateMark } from '../_ui/state-mark'
import { moved } from './use-wall'

function RowButton({
  label,
  isOff,
  onClick,
  children,
}: {
  label: string
  isOff?: boolean
  onClick(): void
  children: ReactNode
}) {
  return (
    <button
      type="button"
      className="button quiet min-h-7 px-1.5"
      aria-label={label}
      title={label}
      disabled={isOff}
      onClick={onClick}
    >
      {children}
    </button>
  )
}

export function WallList({ cameras, onOrder }: { cameras: readonly WallCamera[]; onOrder(ids: number[]): void }) {
  const t = useTranslations('wall')
  const states = useTranslations('state')
  const localName = useLocalName()
  const ids = cameras.map(({ id }) => id)
  return (
    <ol className="-mx-2 text-[13px]" data-testid="wall-list">
      {cameras.map((camera, at) => {
        const name = localName(camera) || camera.code
        return (
          <li key={camera.id} className="flex items-center gap-1 rounded-md px-2 hover:bg-surface-2">
            <span className="w-5 text-right text-ink-3 text-xs">{at + 1}</span>
            <StateMark state={camera.state as CameraState} />
            <span className="sr-only">{states(camera.state as CameraState)}</span>
            <span className="min-w-0 flex-1 truncate" title={name}>
              {name}
            </span>
            <RowButton label={t('up', { name })} isOff={at === 0} onClick={() => onOrder(moved(ids, at, -1))}>
              <ArrowUp size={14} aria-hidden />
            </RowButton>
            <RowButton
              label={t('down', { name })}
              isOff={at === ids.length - 1}
              onClick={() => onOrder(moved(ids, at, 1))}
            >
              <ArrowDown size={14} aria-hidden />
            </RowButton>
            <RowButton label={t('remove', { name })} onClick={() => onOrder(ids.filter((id) => id !== camera.id))}>
              <X size={14} aria-hidden />
            </RowButton>
          </li>
        )
      })}
    </ol>
  )
}
