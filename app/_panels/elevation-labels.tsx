'use client'
/** Words in the side elevation, readable over whatever lies under them. */
import type { ReactNode } from 'react'
import { FRAME } from './elevation-scale'

interface LabelProps {
  x: number
  y: number
  anchor?: 'start' | 'middle' | 'end'
  tone?: string
  children: ReactNode
}

export const Label = ({ x, y, anchor = 'start', tone = 'fill-ink', children }: LabelProps) => (
  <text x={x} y={y} textAnchor={anchor} className={`stroke-surface ${tone}`} strokeWidth={3} paintOrder="stroke">
    {children}
  </text>
)

/** A distance that ends something, named beside its line; with an arrow when it lies beyond the drawing. */
export function Mark({ x, y, children }: Pick<LabelProps, 'x' | 'y' | 'children'>) {
  const isRight = x > (FRAME.left + FRAME.right) / 2
  return (
    <>
      <path d={`M${x} ${FRAME.ground}V${y - 8}`} className="stroke-ink-2" strokeDasharray="1 2" />
      <Label x={isRight ? x - 4 : x + 4} y={y} anchor={isRight ? 'end' : 'start'}>
        {children}
        {x >= FRAME.right && ' →'}
      </Label>
    </>
  )
}
