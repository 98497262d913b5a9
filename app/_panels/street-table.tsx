'use client'
/** Every named street with how much of it is seen: searched by name, sorted by any column. */
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { NamedStreetShare } from '../../server/services/jurisdiction-blind-spots'
import { useLocalName } from '../_ui/city-context'
import { ShowAll } from './share-list'
import { useFigures } from './use-figures'

const FIRST = 15
const COLUMNS = ['name', 'length', 'unseen', 'share'] as const
type Column = (typeof COLUMNS)[number]

interface Row {
  /** As the report names it. */
  id: string
  name: string
  length: number
  unseen: number
  share: number
}

/** Names from A, figures from the largest, shares from the worst. */
function inOrder(a: Row, b: Row, column: Column): number {
  if (column === 'name') return a.name.localeCompare(b.name)
  return column === 'share' ? a.share - b.share || b.length - a.length : b[column] - a[column]
}

interface StreetTableProps {
  streets: readonly NamedStreetShare[]
  selectedId: string | null
  onSelect(id: string): void
}

export function StreetTable({ streets, selectedId, onSelect }: StreetTableProps) {
  const t = useTranslations('plan')
  const localName = useLocalName()
  const { percent, length } = useFigures()
  const [column, setColumn] = useState<Column>('unseen')
  const [text, setText] = useState('')
  const [isWhole, setWhole] = useState(false)
  const rows = streets
    .map(({ name, nameEn, streetM, unseenStreetM }): Row => {
      const share = 1 - unseenStreetM / streetM
      return { id: name, name: localName({ name, nameEn }), length: streetM, unseen: unseenStreetM, share }
    })
    .filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()))
    .sort((a, b) => inOrder(a, b, column))
  return (
    <>
      <input
        type="search"
        className="field mb-2"
        placeholder={t('findStreet')}
        aria-label={t('findStreet')}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <table className="w-full text-[13px]" data-testid="streets">
        <thead className="text-ink-2 text-xs">
          <tr>
            {COLUMNS.map((name) => (
              <th
                key={name}
                className={`py-1 font-medium ${name === 'name' ? 'text-left' : 'w-[4.6rem] text-right'}`}
                aria-sort={
                  name === column ? (name === 'name' || name === 'share' ? 'ascending' : 'descending') : undefined
                }
              >
                <button type="button" className="hover:text-ink" onClick={() => setColumn(name)}>
                  {t(`column.${name}`)}
                  <span aria-hidden className="inline-block w-3">
                    {name === column ? '▾' : ''}
                  </span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(isWhole ? rows : rows.slice(0, FIRST)).map((row) => (
            <tr
              key={row.id}
              aria-selected={row.id === selectedId}
              className={`cursor-pointer border-line border-t ${row.id === selectedId ? 'bg-accent-soft' : 'hover:bg-surface-2'}`}
              onClick={() => onSelect(row.id)}
            >
              <td className="max-w-0 truncate py-1 pr-2" title={row.name}>
                <button type="button" className="max-w-full truncate align-bottom">
                  {row.name}
                </button>
              </td>
              <td className="whitespace-nowrap py-1 text-right">{length(row.length)}</td>
              <td className="whitespace-nowrap py-1 text-right">{length(row.unseen)}</td>
              <td className="whitespace-nowrap py-1 text-right">{percent(row.share)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className="py-2 text-[13px] text-ink-2">{t('noStreet')}</p>}
      {rows.length > FIRST && <ShowAll count={rows.length} isWhole={isWhole} onToggle={() => setWhole(!isWhole)} />}
    </>
  )
}
