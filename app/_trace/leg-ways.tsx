'use client'
/** The ways of one leg with their shares, and what the readers on them did. */
import { useTranslations } from 'use-intl'
import { LIKELY } from '../_map/layers/route-layers'
import { useLocalName } from '../_ui/city-context'
import { useLegWords } from './use-leg-words'
import type { Leg, TripRoutes } from './use-legs'

type Cameras = TripRoutes['cameras']

interface LegWaysProps {
  leg: Leg
  cameras: Cameras
  /** Index of the way that is to be seen on the map; null: none. */
  onPoint(way: number | null): void
}

export function LegWays({ leg, cameras, onPoint }: LegWaysProps) {
  const t = useTranslations('legs')
  const words = useLegWords()
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2 pt-1.5">
      <ul className="grid gap-1.5" data-testid="ways">
        {leg.ways.map((way, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a leg's ways never change their order
          <li key={index}>
            <button
              type="button"
              className="grid w-full grid-cols-[minmax(0,1fr)_auto] gap-x-2 rounded text-left hover:bg-surface-2"
              onMouseEnter={() => onPoint(index)}
              onMouseLeave={() => onPoint(null)}
              onFocus={() => onPoint(index)}
              onBlur={() => onPoint(null)}
            >
              <span className="break-words">{words.streets(way) || t('unnamed')}</span>
              <span className={way.share >= LIKELY ? 'font-semibold' : ''}>{words.share(way.share)}</span>
              <span className="col-span-2 h-1 rounded bg-surface-2" aria-hidden>
                <span className="block h-1 rounded bg-accent" style={{ width: `${100 * way.share}%` }} />
              </span>
              <span className="col-span-2 text-ink-2 text-xs">
                {t('wayLine', { length: words.length(way.lengthM), time: words.time(way.usualS) })}
                {way.turnsRound && ` · ${t('turnsRound')}`}
                {way.silent.length > 0 && ` · ${t('silent', { count: way.silent.length })}`}
                {way.down.length > 0 && ` · ${t('down', { count: way.down.length })}`}
              </span>
            </button>
          </li>
        ))}
        <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-2 text-ink-2">
          <span>{t('others', { count: leg.count - leg.ways.length })}</span>
          <span>{words.share(leg.others)}</span>
        </li>
      </ul>
      <ReaderList leg={leg} cameras={cameras} />
    </div>
  )
}

/** Silent readers speak against the ways they stand on; those that were down say nothing. */
function ReaderList({ leg, cameras }: { leg: Leg; cameras: Cameras }) {
  const t = useTranslations('legs')
  const states = useTranslations('state')
  const localName = useLocalName()
  if (leg.readers.length === 0) return null
  const nameOf = (id: number) => {
    const camera = cameras.find((row) => row.id === id)
    return camera ? localName(camera) || camera.code : ''
  }
  return (
    <ul className="grid grid-cols-[minmax(0,1fr)] gap-0.5 text-xs" data-testid="leg-readers">
      {leg.readers.map(({ id, state }) => (
        <li key={id} className="flex items-baseline gap-1.5">
          <span aria-hidden>{state === 'working' ? '◯' : '⊘'}</span>
          <span className="min-w-0 truncate">{nameOf(id)}</span>
          <span className="ml-auto shrink-0 text-ink-2">
            {state === 'working' ? t('readNothing') : t('wasDown', { state: states(state) })}
          </span>
        </li>
      ))}
    </ul>
  )
}
