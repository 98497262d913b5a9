'use client'
/** From when, in steps, and how long. */
import { useTranslations } from 'use-intl'
import { Field } from '../_ui/field'
import { LENGTHS_S, type Stretch } from './stretch'
import { useStretchWords } from './use-recordings'

const STEP_MS = 5_000
type Span = Pick<Stretch, 'from' | 'to'>

export function StretchFields({ span: { from, to }, onChange }: { span: Span; onChange(span: Span): void }) {
  const t = useTranslations('bookmark')
  const { moment } = useStretchWords()
  const shift = (byMs: number) => onChange({ from: from + byMs, to: to + byMs })
  return (
    <div className="grid grid-cols-[1fr_auto] items-end gap-2">
      <div className="grid gap-1">
        <span className="label">{t('start')}</span>
        <div className="flex items-center gap-1">
          <button type="button" className="button px-2" aria-label={t('earlier')} onClick={() => shift(-STEP_MS)}>
            −5 s
          </button>
          <output className="min-w-0 flex-1 text-center text-[13px]" data-from={from}>
            {moment(from)}
          </output>
          <button
            type="button"
            className="button px-2"
            aria-label={t('later')}
            disabled={to + STEP_MS > Date.now()}
            onClick={() => shift(STEP_MS)}
          >
            +5 s
          </button>
        </div>
      </div>
      <Field label={t('length')}>
        <select
          className="field w-auto"
          value={(to - from) / 1_000}
          onChange={({ target }) => onChange({ from, to: from + Number(target.value) * 1_000 })}
        >
          {[...new Set([...LENGTHS_S, (to - from) / 1_000])].map((seconds) => (
            <option key={seconds} value={seconds} disabled={from + seconds * 1_000 > Date.now()}>
              {seconds % 60 === 0 ? t('minutes', { minutes: seconds / 60 }) : t('seconds', { seconds })}
            </option>
          ))}
        </select>
      </Field>
    </div>
  )
}
