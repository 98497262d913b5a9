'use client'
/** Shares as bars: what is seen of each, the rest in the colour of blind spots. */
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useFigures } from './use-figures'

export interface Share {
  key: string
  name: string
  /** What kind it is, where the name alone does not say. */
  kind?: string
  /** Share seen, 0 … 1. */
  share: number
  /** What the share is of, in words. */
  of: string
}

const FIRST = 12

interface ShareListProps {
  shares: readonly Share[]
  selectedKey?: string | null
  /** Shows one on the map. */
  onSelect?(key: string): void
}

export function ShareList({ shares, selectedKey = null, onSelect }: ShareListProps) {
  const t = useTranslations('plan')
  const { percent } = useFigures()
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? shares : shares.slice(0, FIRST)
  return (
    <>
      <ul className="grid gap-2 text-[13px]">
        {shown.map(({ key, name, kind, share, of }) => (
          <li key={key} className={`-mx-2 grid gap-0.5 rounded-md px-2 ${key === selectedKey ? 'bg-accent-soft' : ''}`}>
            <span className="flex items-baseline justify-between gap-3">
              <ShareName
                name={name}
                kind={kind}
                isSelected={key === selectedKey}
                onSelect={onSelect && (() => onSelect(key))}
              />
              <span className="shrink-0">
                <span className="mr-2 text-ink-3 text-xs">{of}</span>
                {percent(share)}
              </span>
            </span>
            <span className="h-1.5 overflow-hidden rounded-full bg-blind/30" aria-hidden>
              <span className="block h-full bg-coverage" style={{ width: `${100 * share}%` }} />
            </span>
          </li>
        ))}
      </ul>
      {shares.length > FIRST && <ShowAll count={shares.length} isWhole={isWhole} onToggle={() => setWhole(!isWhole)} />}
      {shares.length === 0 && <p className="text-[13px] text-ink-2">{t('nothingWatched')}</p>}
    </>
  )
}

function ShareName({
  name,
  kind,
  isSelected,
  onSelect,
}: Pick<Share, 'name' | 'kind'> & { isSelected: boolean; onSelect?: () => void }) {
  const text = (
    <>
      {name}
      {kind && <span className="ml-1.5 text-ink-3 text-xs">{kind}</span>}
    </>
  )
  if (!onSelect)
    return (
      <span className="min-w-0 truncate" title={name}>
        {text}
      </span>
    )
  return (
    <button
      type="button"
      className="min-w-0 truncate text-left hover:text-accent hover:underline"
      title={name}
      aria-pressed={isSelected}
      onClick={onSelect}
    >
      {text}
    </button>
  )
}

export function ShowAll({ count, isWhole, onToggle }: { count: number; isWhole: boolean; onToggle(): void }) {
  const t = useTranslations('plan')
  return (
    <button type="button" className="button quiet mt-2 w-full" aria-expanded={isWhole} onClick={onToggle}>
      {isWhole ? t('showFewer') : t('showAll', { count })}
    </button>
  )
}
