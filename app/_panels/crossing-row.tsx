'use client'
/** One crossing of a ring in a table: its number, its road, and what the table says of it. */
import type { ReactNode, Ref } from 'react'
import { useTranslations } from 'use-intl'
import type { Crossing } from '../../server/domain/cordons'
import { useLocalName } from '../_ui/city-context'

interface CrossingRowProps {
  crossing: Pick<Crossing, 'roadName' | 'roadNameEn'>
  index: number
  isSelected: boolean
  onSelect(index: number): void
  ref?: Ref<HTMLTableRowElement>
  children?: ReactNode
}

export function CrossingRow({ crossing, index, isSelected, onSelect, ref, children }: CrossingRowProps) {
  const t = useTranslations('areas')
  const localName = useLocalName()
  return (
    <tr
      ref={ref}
      aria-selected={isSelected}
      className={`cursor-pointer border-line border-t hover:bg-surface-2 ${isSelected ? 'bg-accent-soft' : ''}`}
      onClick={() => onSelect(index)}
    >
      <td className="py-1.5">
        <button
          type="button"
          className="min-w-6 rounded-full border border-ink px-1 font-semibold text-xs"
          aria-label={t('showCrossing', { number: index + 1 })}
        >
          {index + 1}
        </button>
      </td>
      <td className="truncate py-1.5 pr-2">
        {localName({ name: crossing.roadName, nameEn: crossing.roadNameEn }) || t('unnamedRoad')}
      </td>
      {children}
    </tr>
  )
}
