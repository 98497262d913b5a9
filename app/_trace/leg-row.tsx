'use client'
/** One leg in words: what way it was, or why it can have been none. */
import { useTranslations } from 'use-intl'
import { LegWays } from './leg-ways'
import { useLegWords } from './use-leg-words'
import type { Leg, TripRoutes } from './use-legs'

interface LegRowProps {
  leg: Leg
  routes: TripRoutes
  isChosen: boolean
  onChoose(): void
  onPoint(way: number | null): void
}

export function LegRow({ leg, routes, isChosen, onChoose, onPoint }: LegRowProps) {
  const words = useLegWords()
  const [first, second] = leg.passages
  const isImpossible = leg.verdict.kind === 'infeasible'
  return (
    <li
      className={`rounded-lg border ${isChosen ? 'border-accent bg-accent-soft' : isImpossible ? 'border-fault' : 'border-line'}`}
    >
      <button
        type="button"
        aria-pressed={isChosen}
        className="w-full rounded-lg px-3 py-1.5 text-left hover:bg-surface-2"
        onClick={onChoose}
        data-testid="leg"
        data-kind={leg.verdict.kind}
      >
        <span className="flex items-baseline gap-2">
          <span className="font-medium">{`${first + 1} → ${second + 1}`}</span>
          <span className="ml-auto text-ink-2 text-xs">
            {`${words.clock(routes.passages[first].at)} – ${words.clock(routes.passages[second].at)}`}
          </span>
        </span>
        <span className="block text-[13px]">
          <Verdict leg={leg} isChosen={isChosen} />
        </span>
      </button>
      {isChosen && leg.ways.length > 0 && (
        <div className="px-3 pb-2">
          <LegWays leg={leg} cameras={routes.cameras} onPoint={onPoint} />
        </div>
      )}
    </li>
  )
}

/** The vehicle took this much longer than driving: it stopped, or was elsewhere. */
const LONG = { times: 3, seconds: 120 }

function Verdict({ leg: { verdict, misread, ways, count, distanceM }, isChosen }: { leg: Leg; isChosen: boolean }) {
  const t = useTranslations('legs')
  const words = useLegWords()
  if (verdict.kind === 'unknown') return t('unknown')
  const observed = words.time(verdict.observedS)
  if (verdict.kind === 'infeasible') {
    return (
      <>
        <strong className="font-semibold">
          {t('impossible', { length: words.length(distanceM), time: observed })}
        </strong>{' '}
        {isChosen && t('why', { fastest: words.time(verdict.fastestS) })}
        {isChosen && !verdict.isClockRuledOut && ` ${t('clocks')}`}
        {misread && (
          <span className="block" data-testid="misread" data-because={misread.because}>
            {t(`misread.${misread.because}`, { passage: misread.passage + 1, character: misread.character })}
          </span>
        )}
      </>
    )
  }
  const [best] = ways
  if (!best) return t('unknown')
  const street = words.streets(best)
  const told = {
    count,
    share: words.share(best.share),
    length: words.length(best.lengthM),
    time: observed,
  }
  const spare = verdict.observedS - best.usualS
  return (
    <>
      {street ? t('likelyAlong', { ...told, street }) : t('likely', told)}
      {spare > LONG.seconds && verdict.observedS > LONG.times * best.usualS && (
        <span className="block">{t('spare', { time: words.time(spare) })}</span>
      )}
    </>
  )
}
