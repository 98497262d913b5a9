'use client'
/** What the colours of coverage mean: by how many cameras or which share, at which density, of which question. */
import { useTranslations } from 'use-intl'
import { useCoverageTiles } from './use-coverage-map'
import { useExactOutline } from './use-exact-outline'
import { useMappedQuestion } from './use-mapped-question'

const BLIND_HATCH = 'repeating-linear-gradient(135deg, var(--blind) 0 3px, transparent 3px 6px)'
const STEPS = [1, 2, 3] as const

const ramp = (isOther: boolean) => {
  const tone = `var(${isOther ? '--ink' : '--coverage'})`
  return `linear-gradient(to right, color-mix(in srgb, ${tone} 6%, transparent), color-mix(in srgb, ${tone} 75%, transparent))`
}

function CountSteps({ isOther }: { isOther: boolean }) {
  const t = useTranslations('plan')
  return STEPS.map((step) => (
    <li key={step} className="flex items-center gap-1.5">
      <i
        className={`h-3 w-5 shrink-0 rounded-sm border border-coverage ${isOther ? 'opacity-60 grayscale' : ''}`}
        style={{ background: `var(--seen-${step})` }}
      />
      {t(`seenBy.${step}`)}
    </li>
  ))
}

function ShareRamp({ isOther }: { isOther: boolean }) {
  const t = useTranslations('plan')
  return (
    <li className="grid gap-0.5">
      {t('shareOfTile')}
      <span className="flex items-center gap-1.5">
        0 %
        <i className="h-3 flex-1 rounded-sm border border-line" style={{ background: ramp(isOther) }} />
        100 %
      </span>
    </li>
  )
}

/** Which of the two is drawn close up, and why when it is not the one wanted. */
function OutlineChoice({ outline, isByCell, setByCell, isMissing }: ReturnType<typeof useExactOutline>) {
  const t = useTranslations('plan.drawnAs')
  return (
    <li className="grid gap-1">
      <fieldset className="grid grid-cols-2 gap-1">
        <legend className="sr-only">{t('title')}</legend>
        {[false, true].map((byCell) => (
          <button
            key={String(byCell)}
            type="button"
            className={`button px-1 py-0.5 text-xs ${isByCell === byCell ? 'on' : ''}`}
            aria-pressed={isByCell === byCell}
            onClick={() => void setByCell(byCell || null)}
          >
            {t(byCell ? 'cells' : 'outline')}
          </button>
        ))}
      </fieldset>
      {!isByCell && !outline && <span role="status">{t(isMissing ? 'missing' : 'coming')}</span>}
    </li>
  )
}

const OutlineSwatch = () => {
  const t = useTranslations('plan.drawnAs')
  return (
    <li className="flex items-center gap-1.5">
      <i
        className="h-3 w-5 shrink-0 rounded-sm border-[1.5px] border-coverage"
        style={{ background: 'color-mix(in srgb, var(--coverage) 33%, transparent)' }}
      />
      {t('seen')}
    </li>
  )
}

export function CoverageLegend() {
  const t = useTranslations('plan')
  const legend = useTranslations('legend')
  const levels = useTranslations('areas.level')
  const { asked, purpose, isOther, usedLevel } = useMappedQuestion()
  const { isShown, tiles } = useCoverageTiles()
  const close = useExactOutline()
  const isFar = tiles?.some(({ counts }) => counts === null)
  const isExact = close.outline !== null
  return (
    <ul className="grid gap-1 pl-6 text-ink-2 text-xs">
      {isShown && (
        <>
          <li>{t('mapOf', { question: t(`ask.${isExact ? asked.kind : purpose}`), level: levels(usedLevel.name) })}</li>
          {close.isNear && <OutlineChoice {...close} />}
          {isExact ? <OutlineSwatch /> : isFar ? <ShareRamp isOther={isOther} /> : <CountSteps isOther={isOther} />}
          {!isFar && !close.isNear && tiles && tiles.length > 0 && <li>{t('drawnAs.inCells')}</li>}
        </>
      )}
      <li className="flex items-center gap-1.5">
        <i className="h-3 w-5 shrink-0 rounded-sm border border-blind" style={{ background: BLIND_HATCH }} />
        {legend('blindSpots')}
      </li>
      {isShown && isOther && !isExact && <li>{t('mapIsDesigned')}</li>}
    </ul>
  )
}
