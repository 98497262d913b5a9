'use client'
/** The crossings of a board: those that are read with their figures, the others by themselves. */
import { useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { Crossing } from '../../server/domain/cordons'
import { sumOfHours } from '../../server/domain/flows'
import type { Side } from '../../server/domain/in-out-board'
import type { InOutBoard } from '../../server/services/in-out-board'
import { CrossingRow } from './crossing-row'
import { Section } from './panel'
import { ShowAll } from './share-list'

const FIRST = 12
const isRead = (crossing: Crossing) => [crossing.in, crossing.out].some((ids) => ids && ids.length > 0)

interface CrossingChoice {
  selected: number | null
  onSelect(index: number): void
}

interface BoardTableProps extends CrossingChoice {
  board: InOutBoard
  /** Of the day; null: all of it. */
  hour: number | null
}

export function BoardTable({ board, hour, selected, onSelect }: BoardTableProps) {
  const t = useTranslations('board')
  const [isWhole, setWhole] = useState(false)
  const rows = board.crossings.flatMap((crossing, index) =>
    isRead(crossing) && !crossing.isAlong ? [{ crossing, index }] : [],
  )
  if (rows.length === 0) return null
  return (
    <div>
      <table className="w-full table-fixed text-[13px]" data-testid="board-crossings">
        <thead className="text-left text-ink-2 text-xs">
          <tr>
            <th className="w-9 py-1 font-medium">
              <span className="sr-only">{t('number')}</span>
            </th>
            <th className="py-1 pr-2 font-medium">{t('crossing')}</th>
            <th className="w-[5.4rem] py-1 pr-1 text-right font-medium">{t('in')}</th>
            <th className="w-[5.4rem] py-1 text-right font-medium">{t('out')}</th>
          </tr>
        </thead>
        <tbody>
          {(isWhole ? rows : rows.slice(0, FIRST)).map(({ crossing, index }) => (
            <CrossingRow
              key={crossing.position.join()}
              {...{ crossing, index, onSelect }}
              isSelected={index === selected}
            >
              {(['in', 'out'] as const).map((side) => (
                <td key={side} className="py-1.5 pl-1 text-right">
                  <SideFigure board={board} index={index} side={side} hour={hour} />
                </td>
              ))}
            </CrossingRow>
          ))}
        </tbody>
      </table>
      {rows.length > FIRST && <ShowAll count={rows.length} isWhole={isWhole} onToggle={() => setWhole(!isWhole)} />}
    </div>
  )
}

interface SideFigureProps extends Pick<BoardTableProps, 'board' | 'hour'> {
  index: number
  side: Side
}

/** Vehicles, or why there is no figure. Of crossings that share a reader the first one has it. */
function SideFigure({ board, index, side, hour }: SideFigureProps) {
  const t = useTranslations('board')
  const format = useFormatter()
  const readers = board.crossings[index][side]
  const aside = (text: string) => <span className="text-ink-3 text-xs">{text}</span>
  if (readers === null) return aside(t('oneWay'))
  const direction = board[side].find(({ crossings }) => crossings.includes(index))
  if (!direction) return <span className="font-semibold text-xs">✕ {t('notRead')}</span>
  if (direction.crossings[0] !== index) return aside(t('withOther', { number: direction.crossings[0] + 1 }))
  const { counted, few, vehicles } = sumOfHours(hour === null ? direction.hours : [direction.hours[hour]])
  if (counted > 0) return format.number(vehicles)
  return aside(t(few > 0 ? 'few' : 'unknown'))
}

export function UnreadCrossings({
  crossings,
  selected,
  onSelect,
}: CrossingChoice & { crossings: readonly Crossing[] }) {
  const t = useTranslations('board')
  const format = useFormatter()
  const rows = crossings.flatMap((crossing, index) =>
    isRead(crossing) || crossing.isAlong ? [] : [{ crossing, index }],
  )
  if (rows.length === 0) return null
  return (
    <div className="-mx-4 border-line border-t">
      <Section title={t('notReadAtAll')} aside={format.number(rows.length)} isOpen={rows.length <= FIRST}>
        <table className="w-full table-fixed text-[13px]" data-testid="unread-crossings">
          <colgroup>
            <col className="w-9" />
            <col />
          </colgroup>
          <thead>
            <tr>
              <th>
                <span className="sr-only">{t('number')}</span>
              </th>
              <th>
                <span className="sr-only">{t('crossing')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ crossing, index }) => (
              <CrossingRow
                key={crossing.position.join()}
                {...{ crossing, index, onSelect }}
                isSelected={index === selected}
              />
            ))}
          </tbody>
        </table>
      </Section>
    </div>
  )
}
