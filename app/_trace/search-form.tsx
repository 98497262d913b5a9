'use client'
/** Which vehicle, in which days. */
import type { FormEvent } from 'react'
import { useTranslations } from 'use-intl'
import { ApprovalNeeded } from '../_panels/approval-needed'
import { isApprovalNeeded } from '../_panels/approval-query'
import { Note } from '../_panels/panel'
import { api, messageOf } from '../_ui/api'
import { Field } from '../_ui/field'
import { LeadSearch } from './lead-search'
import { MOST_VEHICLES } from './traced-vehicles'
import { isWild, type LeadState } from './use-leads'
import { LONGEST_DAYS, type Search } from './use-search'

export function SearchForm({ caseId, search, leads }: { caseId: number; search: Search; leads: LeadState }) {
  const t = useTranslations('trace')
  const { fields, change, trace, days, isFull, isAskable, queryUnder } = search
  const submit = (event: FormEvent) => {
    event.preventDefault()
    trace.mutate(queryUnder(caseId))
  }
  return (
    <>
      <form className="grid gap-2.5" onSubmit={submit} data-testid="trace-form">
        <Field label={t('plate')}>
          <input
            className="field font-semibold tracking-wide"
            value={fields.plate}
            maxLength={20}
            autoComplete="off"
            placeholder={t('plateHint')}
            onChange={({ target }) => change({ plate: target.value })}
          />
        </Field>
        <div className="grid grid-cols-2 gap-2">
          <Field label={t('from')}>
            <input
              type="date"
              className="field"
              value={fields.fromDay}
              max={fields.toDay}
              onChange={({ target }) => target.value && change({ fromDay: target.value })}
            />
          </Field>
          <Field label={t('to')}>
            <input
              type="date"
              className="field"
              value={fields.toDay}
              min={fields.fromDay}
              onChange={({ target }) => target.value && change({ toDay: target.value })}
            />
          </Field>
        </div>
        {days > LONGEST_DAYS && <Note tone="warn">{t('tooLong', { days: LONGEST_DAYS })}</Note>}
        {isFull && <Note tone="warn">{t('full', { most: MOST_VEHICLES })}</Note>}
        <button type="submit" className="button primary" disabled={!isAskable || isWild(fields.plate)}>
          {trace.isPending ? t('searching') : t('search')}
        </button>
        <p className="text-ink-3 text-xs">{t('audited')}</p>
        {trace.error && !isApprovalNeeded(trace.error) && <Note tone="warn">{messageOf(trace.error)}</Note>}
      </form>
      {trace.variables && isApprovalNeeded(trace.error) && (
        <ApprovalNeeded
          key={JSON.stringify(trace.variables)}
          onAsk={() => api.passages.askApproval.mutate(trace.variables!)}
          onBreak={(breakGlass) => trace.mutate({ ...trace.variables!, leave: { breakGlass } })}
        />
      )}
      <LeadSearch caseId={caseId} search={search} leads={leads} />
    </>
  )
}
