'use client'
/** What is asked of coverage: by design, now, at night or at an instant; whose cameras; at which density. */
import { useTranslations } from 'use-intl'
import { OWNERSHIPS } from '../../server/domain/camera'
import { ASKED_KINDS, useQuestion } from '../_map/plan-url'
import { LevelChoice } from './level-choice'
import { TimeField } from './time-field'

export function QuestionBar() {
  const t = useTranslations('plan')
  const owners = useTranslations('camera')
  const { question, setQuestion } = useQuestion()
  return (
    <fieldset className="grid gap-2 border-line border-b px-4 py-3">
      <legend className="sr-only">{t('question')}</legend>
      <div className="grid grid-cols-4 gap-1">
        {ASKED_KINDS.map((kind) => (
          <button
            key={kind}
            type="button"
            className={`button px-1 text-[13px] ${question.kind === kind ? 'on' : ''}`}
            aria-pressed={question.kind === kind}
            title={t(`askHint.${kind}`)}
            onClick={() => void setQuestion({ ask: kind })}
          >
            {t(`ask.${kind}`)}
          </button>
        ))}
      </div>
      {question.at !== null && (
        <TimeField label={t('instant')} value={question.at} onChange={(when) => void setQuestion({ when })} />
      )}
      <div className="grid grid-cols-2 gap-2">
        <label className="grid gap-1">
          <span className="label">{t('whose')}</span>
          <select
            className="field"
            value={question.ownership ?? ''}
            onChange={({ target }) =>
              void setQuestion({ whose: OWNERSHIPS.find((owner) => owner === target.value) ?? null })
            }
          >
            <option value="">{t('allOwners')}</option>
            {OWNERSHIPS.map((owner) => (
              <option key={owner} value={owner}>
                {owners(`owner.${owner}`)}
              </option>
            ))}
          </select>
        </label>
        <div className="grid gap-1">
          <span className="label" aria-hidden>
            {t('level')}
          </span>
          <LevelChoice value={question.level} label={t('level')} onChange={(level) => void setQuestion({ level })} />
        </div>
      </div>
    </fieldset>
  )
}
