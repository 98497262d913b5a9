'use client'
/** What one can do with the wall as a whole: choose on the map, turn its pages, share it, clear it and take that back. */
import { ChevronLeft, ChevronRight, Link2, MapPin } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'

const TURNS_S = [0, 10, 20, 60] as const

interface Pages {
  page: number
  count: number
  turn(by: number): void
  turnS: number
  setTurnS(seconds: number): void
}

function PageTurner({ pages }: { pages: Pages }) {
  const t = useTranslations('wall')
  return (
    <div className="flex items-center gap-1 text-[13px]">
      <button type="button" className="button px-1.5" aria-label={t('previous')} onClick={() => pages.turn(-1)}>
        <ChevronLeft size={15} aria-hidden />
      </button>
      <span>{t('page', { page: pages.page + 1, pages: pages.count })}</span>
      <button type="button" className="button px-1.5" aria-label={t('next')} onClick={() => pages.turn(1)}>
        <ChevronRight size={15} aria-hidden />
      </button>
      <select
        className="field ml-auto w-auto"
        aria-label={t('turn')}
        value={pages.turnS}
        onChange={({ target }) => pages.setTurnS(Number(target.value))}
      >
        {TURNS_S.map((seconds) => (
          <option key={seconds} value={seconds}>
            {seconds === 0 ? t('turnOff') : t('turnEvery', { seconds })}
          </option>
        ))}
      </select>
    </div>
  )
}

export interface WallActionsProps {
  ids: readonly number[]
  isChoosing: boolean
  onChoose(isChoosing: boolean): void
  onSet(ids: readonly number[]): void
  pages: Pages
}

export function WallActions({ ids, isChoosing, onChoose, onSet, pages }: WallActionsProps) {
  const t = useTranslations('wall')
  const [cleared, setCleared] = useState<readonly number[] | null>(null)
  const [isCopied, setIsCopied] = useState(false)
  /** Browsers keep the clipboard from pages that came without TLS. */
  const mayCopy = window.isSecureContext
  const copy = async () => {
    await navigator.clipboard.writeText(window.location.href)
    setIsCopied(true)
    setTimeout(() => setIsCopied(false), 4_000)
  }
  const clear = () => {
    setCleared(ids)
    onSet([])
  }
  const undo = () => {
    onSet(cleared ?? [])
    setCleared(null)
  }
  return (
    <div className="grid gap-3 p-4">
      <div className="flex flex-wrap gap-2">
        <button type="button" className={`button ${isChoosing ? 'primary' : ''}`} onClick={() => onChoose(!isChoosing)}>
          <MapPin size={15} aria-hidden />
          {t(isChoosing ? 'back' : 'choose')}
        </button>
        {ids.length > 0 && (
          <>
            {mayCopy && (
              <button type="button" className="button" onClick={() => void copy()}>
                <Link2 size={15} aria-hidden />
                {t('copy')}
              </button>
            )}
            <button type="button" className="button quiet" onClick={clear}>
              {t('clear')}
            </button>
          </>
        )}
      </div>
      {isCopied && (
        <p className="text-[13px] text-ink-2" role="status">
          {t('copied')}
        </p>
      )}
      {ids.length === 0 && cleared && (
        <p className="flex items-center gap-2 text-[13px]" role="status">
          {t('cleared')}
          <button type="button" className="button min-h-7 px-2" onClick={undo}>
            {t('undo')}
          </button>
        </p>
      )}
      {pages.count > 1 && <PageTurner pages={pages} />}
    </div>
  )
}
