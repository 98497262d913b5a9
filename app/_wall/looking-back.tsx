'use client'
/** The wall at an instant in the past: under which case, from when, how long. */
import { parseAsInteger, useQueryState } from 'nuqs'
import { useTranslations } from 'use-intl'
import { CaseChooser } from '../_panels/case-chooser'
import { Section } from '../_panels/panel'
import { TimeField } from '../_panels/time-field'

const MINUTE_MS = 60_000
const WINDOWS_MIN = [5, 15, 60, 360] as const

export interface LookingBack {
  /** UTC epoch milliseconds; null: the wall is live. */
  from: number | null
  windowMs: number
  caseId: number | null
}

/** In the address but for the case: whoever opens the link reads under a case of their own. */
export function useLookingBack() {
  const [from, setFrom] = useQueryState('then', parseAsInteger)
  const [minutes, setMinutes] = useQueryState('for', parseAsInteger.withDefault(15))
  const [caseId, setCaseId] = useQueryState('case', parseAsInteger)
  const windowMs = MINUTE_MS * (WINDOWS_MIN.find((each) => each === minutes) ?? 15)
  return {
    back: { from, windowMs, caseId } satisfies LookingBack,
    setFrom: (at: number | null) => void setFrom(at),
    setMinutes: (next: number) => void setMinutes(next),
    setCaseId: (id: number | null) => void setCaseId(id),
  }
}

export function LookingBackSection({
  back: { from, windowMs, caseId },
  setFrom,
  setMinutes,
  setCaseId,
}: ReturnType<typeof useLookingBack>) {
  const t = useTranslations('wall')
  const begin = () => setFrom(Date.now() - windowMs - MINUTE_MS)
  return (
    <Section title={t('recorded')}>
      <div className="grid gap-3">
        <fieldset className="flex gap-1.5">
          <legend className="sr-only">{t('recorded')}</legend>
          <button
            type="button"
            className={`button ${from === null ? 'on' : ''}`}
            aria-pressed={from === null}
            onClick={() => setFrom(null)}
          >
            {t('live')}
          </button>
          <button
            type="button"
            className={`button ${from === null ? '' : 'on'}`}
            aria-pressed={from !== null}
            onClick={begin}
          >
            {t('past')}
          </button>
        </fieldset>
        {from !== null && (
          <>
            <CaseChooser caseId={caseId} onChoose={setCaseId} />
            <TimeField label={t('from')} value={from} onChange={setFrom} />
            <label className="grid gap-1">
              <span className="label">{t('window')}</span>
              <select
                className="field"
                value={windowMs / MINUTE_MS}
                onChange={({ target }) => setMinutes(Number(target.value))}
              >
                {WINDOWS_MIN.map((minutes) => (
                  <option key={minutes} value={minutes}>
                    {t('minutes', { minutes })}
                  </option>
                ))}
              </select>
            </label>
            <p className="text-ink-3 text-xs">{t('recordedNote')}</p>
          </>
        )}
      </div>
    </Section>
  )
}
