'use client'
/** Two bars of the same ground: how certain it is that it is seen, and by how many cameras. */
import { useTranslations } from 'use-intl'
import type { JurisdictionBlindSpots } from '../../server/services/jurisdiction-blind-spots'
import { useAreaText } from './use-area-text'
import { useFigures } from './use-figures'

const hatch = (color: string, widthPx: number) =>
  `repeating-linear-gradient(135deg, var(--${color}) 0 ${widthPx}px, transparent ${widthPx}px 6px)`
const BLIND = hatch('blind', 3)

interface Part {
  name: string
  m2: number
  background: string
  border: string
}

function Bar({ parts, ofM2 }: { parts: readonly Part[]; ofM2: number }) {
  return (
    <div className="flex h-3 overflow-hidden rounded-full border border-line" aria-hidden>
      {parts.map(({ name, m2, background }) => (
        <span key={name} style={{ width: `${(100 * m2) / ofM2}%`, background }} />
      ))}
    </div>
  )
}

const Swatch = ({ background, border }: Pick<Part, 'background' | 'border'>) => (
  <i className={`inline-block h-3 w-5 shrink-0 rounded-sm border ${border}`} style={{ background }} aria-hidden />
)

/** Seen for certain, seen under assumptions, not seen. */
export function CertaintyBar({ report }: { report: JurisdictionBlindSpots }) {
  const t = useTranslations('plan')
  const { percent } = useFigures()
  const { areaM2, seenM2, assumedM2 } = report
  if (areaM2 === 0) return null
  const parts = [
    { name: 'certain', m2: seenM2 - assumedM2, background: 'var(--coverage)', border: 'border-coverage' },
    { name: 'assumed', m2: assumedM2, background: hatch('coverage', 2), border: 'border-coverage' },
  ] as const
  return (
    <div className="grid gap-1.5">
      <Bar parts={parts} ofM2={areaM2} />
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-ink-2 text-xs">
        {parts.map((part) => (
          <span key={part.name} className="inline-flex items-center gap-1.5">
            <Swatch {...part} />
            {t(part.name, { share: percent(part.m2 / areaM2) })}
          </span>
        ))}
      </p>
    </div>
  )
}

/** By none, one, two, three and more: 0 in the colour of blind spots. */
export function SeenByBar({ report: { areaM2, seenByM2 } }: { report: JurisdictionBlindSpots }) {
  const t = useTranslations('plan')
  const areaText = useAreaText()
  const { percent } = useFigures()
  const [one, two, three] = seenByM2
  const parts: Part[] = [
    { name: t('seenBy.0'), m2: areaM2 - one, background: BLIND, border: 'border-blind' },
    { name: t('seenBy.1'), m2: one - two, background: 'var(--seen-1)', border: 'border-coverage' },
    { name: t('seenBy.2'), m2: two - three, background: 'var(--seen-2)', border: 'border-coverage' },
    { name: t('seenBy.3'), m2: three, background: 'var(--seen-3)', border: 'border-coverage' },
  ]
  return (
    <div className="grid gap-2" data-testid="seen-by">
      <Bar parts={parts} ofM2={areaM2 || 1} />
      <ul className="grid gap-1 text-[13px]">
        {parts.map((part) => (
          <li key={part.name} className="grid grid-cols-[1.25rem_1fr_auto_3.5rem] items-center gap-2">
            <Swatch {...part} />
            <span>{part.name}</span>
            <span className="text-ink-2">{areaText(part.m2)}</span>
            <span className="text-right">{percent(areaM2 ? part.m2 / areaM2 : 0)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
