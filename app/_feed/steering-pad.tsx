'use client'
/** Turns a camera by steps: buttons, and the arrow keys while one of them has the focus. */
import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, type LucideIcon, ZoomIn, ZoomOut } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useTranslations } from 'use-intl'

export interface Step {
  pan: number
  tilt: number
  zoom: number
}

const ZOOM = 1.5
const STEPS: { name: 'left' | 'up' | 'down' | 'right' | 'wider' | 'closer'; icon: LucideIcon; keys: string[] }[] = [
  { name: 'left', icon: ArrowLeft, keys: ['ArrowLeft'] },
  { name: 'up', icon: ArrowUp, keys: ['ArrowUp'] },
  { name: 'down', icon: ArrowDown, keys: ['ArrowDown'] },
  { name: 'right', icon: ArrowRight, keys: ['ArrowRight'] },
  { name: 'wider', icon: ZoomOut, keys: ['-'] },
  { name: 'closer', icon: ZoomIn, keys: ['+', '='] },
]

/** A third of the picture at a time. */
function stepOf(name: (typeof STEPS)[number]['name'], hfov: number): Step {
  const turn = hfov / 3
  const still = { pan: 0, tilt: 0, zoom: 1 }
  switch (name) {
    case 'left':
      return { ...still, pan: -turn }
    case 'right':
      return { ...still, pan: turn }
    case 'up':
      return { ...still, tilt: -turn / 2 }
    case 'down':
      return { ...still, tilt: turn / 2 }
    case 'wider':
      return { ...still, zoom: 1 / ZOOM }
    case 'closer':
      return { ...still, zoom: ZOOM }
  }
}

interface SteeringPadProps {
  /** Degrees. */
  hfov: number
  isDisabled: boolean
  onStep(step: Step): void
}

export function SteeringPad({ hfov, isDisabled, onStep }: SteeringPadProps) {
  const t = useTranslations('steering')
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS.find(({ keys }) => keys.includes(event.key))
    if (!step || isDisabled) return
    event.preventDefault()
    event.stopPropagation()
    onStep(stepOf(step.name, hfov))
  }
  return (
    <fieldset className="flex flex-wrap gap-1.5" aria-label={t('pad')} onKeyDown={onKeyDown}>
      {STEPS.map(({ name, icon: Icon }) => (
        <button
          key={name}
          type="button"
          className="button grid size-9 place-items-center p-0"
          aria-label={t(name)}
          title={t(name)}
          disabled={isDisabled}
          onClick={() => onStep(stepOf(name, hfov))}
        >
          <Icon size={16} aria-hidden />
        </button>
      ))}
    </fieldset>
  )
}
