'use client'
/** Blind spots by rank, with why each is one; the map and the table select each other. */
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { NamedBlindSpot } from '../../server/services/jurisdiction-blind-spots'
import { useLocalName } from '../_ui/city-context'
import { CAUSES, CauseMark } from './cause-mark'
import { ShowAll } from './share-list'
import { useAreaText } from './use-area-text'
import { useFigures } from './use-figures'
import type { Spots } from './use-spots'
import { useSubjectText } from './use-subject-text'

const FIRST = 15

interface SpotRowProps {
  spot: NamedBlindSpot
  isSelected: boolean
  isHovered: boolean
  onSelect(): void
  onHover(isHovered: boolean): void
}

function SpotRow({ spot, isSelected, isHovered, onSelect, onHover }: SpotRowProps) {
  const t = useTranslations('plan')
  const localName = useLocalName()
  const subjectText = useSubjectText()
  const areaText = useAreaText()
  const { length } = useFigures()
  const row = useRef<HTMLTableRowElement>(null)
  useEffect(() => {
    if (isSelected) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isSelected])
  const subject = subjectText(spot.subject)
  const street = localName({ name: spot.streetName, nameEn: spot.streetNameEn })
  return (
    <tr
      ref={row}
      aria-selected={isSelected}
      className={`cursor-pointer border-line border-t ${isSelected ? 'bg-accent-soft' : isHovered ? 'bg-surface-2' : ''}`}
      onClick={onSelect}
      onPointerEnter={() => onHover(true)}
      onPointerLeave={() => onHover(false)}
    >
      <td className="py-1.5 pr-2 align-top">
        <button
          type="button"
          className="min-w-7 rounded-full bg-[var(--blind-deep)] px-1.5 font-semibold text-white text-xs dark:text-ground"
          aria-label={t('showSpot', { rank: spot.rank })}
          onFocus={() => onHover(true)}
          onBlur={() => onHover(false)}
        >
          {spot.rank}
        </button>
      </td>
      <td className="max-w-0 py-1.5 pr-2">
        <span className="block truncate" title={`${street} ${subject}`}>
          {street || subject}
          {street && <span className="ml-1.5 text-ink-3 text-xs">{subject}</span>}
        </span>
        <span className="block truncate text-ink-2 text-xs">
          <CauseMark cause={spot.cause} />
        </span>
      </td>
      <td className="whitespace-nowrap py-1.5 text-right align-top">
        {areaText(spot.areaM2)}
        <span className="block text-ink-3 text-xs">
          {spot.unseenStreetM >= 1 ? t('ofStreet', { length: length(spot.unseenStreetM) }) : ''}
        </span>
      </td>
    </tr>
  )
}

/** Only spots of one cause, each with how many there are. */
function CauseFilter({
  spots,
  cause,
  setCause,
}: Pick<Spots, 'cause' | 'setCause'> & { spots: readonly NamedBlindSpot[] }) {
  const t = useTranslations('plan')
  const words = useTranslations('sights')
  const countOf = (name: string) => spots.filter((spot) => spot.cause === name).length
  return (
    <label className="mb-2 grid gap-1">
      <span className="label">{t('cause')}</span>
      <select
        className="field"
        value={cause ?? ''}
        onChange={({ target }) => void setCause(CAUSES.find((name) => name === target.value) ?? null)}
      >
        <option value="">{t('anyCause', { count: spots.length })}</option>
        {CAUSES.filter((name) => name === cause || countOf(name) > 0).map((name) => (
          <option key={name} value={name}>
            {t('causeCount', { cause: words(`cause.${name}`), count: countOf(name) })}
          </option>
        ))}
      </select>
    </label>
  )
}

export function SpotTable({ all, shown }: { all: readonly NamedBlindSpot[]; shown: Spots }) {
  const t = useTranslations('plan')
  const { spots, selectedId, hoveredId, setHoveredId, select, cause, setCause } = shown
  const [isWhole, setWhole] = useState(false)
  const selectedAt = spots.findIndex(({ id }) => id === selectedId)
  const rows = isWhole || selectedAt >= FIRST ? spots : spots.slice(0, FIRST)
  return (
    <>
      <CauseFilter spots={all} cause={cause} setCause={setCause} />
      <table className="w-full text-[13px]" data-testid="spots">
        <thead className="text-left text-ink-2 text-xs">
          <tr>
            <th className="w-11 py-1 pr-2 font-medium">{t('rank')}</th>
            <th className="py-1 pr-2 font-medium">{t('place')}</th>
            <th className="w-24 py-1 text-right font-medium">{t('unseen')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((spot) => (
            <SpotRow
              key={spot.id}
              spot={spot}
              isSelected={spot.id === selectedId}
              isHovered={spot.id === hoveredId}
              onSelect={() => select(spot)}
              onHover={(isHovered) => setHoveredId(isHovered ? spot.id : null)}
            />
          ))}
        </tbody>
      </table>
      {spots.length > FIRST && selectedAt < FIRST && (
        <ShowAll count={spots.length} isWhole={isWhole} onToggle={() => setWhole(!isWhole)} />
      )}
    </>
  )
}
