'use client'
/** The classes of a count, each with what it is drawn as. */
import type { ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { classColor } from '../_map/layers/heat-layers'
import { cssColor, type Rgb } from '../_map/palette'

interface ClassLegendProps {
  classes: readonly number[]
  /** Pixels; as high as a hexagon's mark when it is not given. */
  heightOf?(index: number): number
  colorOf?(index: number, of: number): Rgb
  testId: string
  children?: ReactNode
}

const HEXAGON_PX = 14

export function ClassLegend({
  classes,
  heightOf = () => HEXAGON_PX,
  colorOf = classColor,
  testId,
  children,
}: ClassLegendProps) {
  const t = useTranslations('overview')
  const format = useFormatter()
  return (
    <ul className="grid gap-1 text-[13px]" data-testid={testId}>
      {classes.map((least, index) => (
        <li key={least} className="flex items-center gap-2">
          <i
            className="w-6 rounded-sm outline outline-1 outline-ink/60"
            style={{ height: heightOf(index), background: cssColor(colorOf(index, classes.length)) }}
          />
          {index + 1 < classes.length
            ? t('class', { from: format.number(least), to: format.number(classes[index + 1] - 1) })
            : t('classOpen', { from: format.number(least) })}
        </li>
      ))}
      {children}
    </ul>
  )
}
