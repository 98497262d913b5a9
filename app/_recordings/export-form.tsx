'use client'
/** Asks for a stretch of a camera's recording as a file: masked at once, or as recorded with a second person. */
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Note } from '../_panels/panel'
import { Saving } from '../_panels/saving'
import { api } from '../_ui/api'
import type { Stretch } from './stretch'
import { StretchFields } from './stretch-fields'
import { useChange, useExports } from './use-recordings'

function Choice({
  isOn,
  label,
  hint,
  onChoose,
}: {
  isOn: boolean
  label: ReactNode
  hint: ReactNode
  onChoose(): void
}) {
  return (
    <label
      className={`grid grid-cols-[auto_1fr] gap-x-2 rounded-lg border p-2.5 text-[13px] ${isOn ? 'border-accent bg-accent-soft' : 'border-line'}`}
    >
      <input type="radio" name="picture" className="mt-0.5" checked={isOn} onChange={onChoose} />
      <span className="font-medium">{label}</span>
      <span className="col-start-2 text-ink-2 text-xs">{hint}</span>
    </label>
  )
}

export function ExportForm({ asked, onDone }: { asked: Stretch; onDone(): void }) {
  const t = useTranslations('export')
  const canMask = useExports(asked.caseId).data?.canMask ?? true
  const [span, setSpan] = useState({ from: asked.from, to: asked.to })
  const [isSharpChosen, setSharp] = useState(false)
  const isSharp = isSharpChosen || !canMask
  const ask = useChange(async (input: Stretch) => {
    if (isSharp) return void (await api.exports.askApproval.mutate(input))
    await api.exports.ask.mutate(input)
    onDone()
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    ask.mutate({ ...asked, ...span })
  }
  return (
    <form className="grid gap-2.5" onSubmit={submit} data-testid="export-form">
      <StretchFields
        span={span}
        onChange={(next) => {
          ask.reset()
          setSpan(next)
        }}
      />
      {canMask ? (
        <fieldset className="grid gap-1.5">
          <legend className="label mb-1">{t('how')}</legend>
          <Choice isOn={!isSharp} label={t('masked')} hint={t('maskedHint')} onChoose={() => setSharp(false)} />
          <Choice isOn={isSharp} label={t('sharp')} hint={t('sharpHint')} onChoose={() => setSharp(true)} />
        </fieldset>
      ) : (
        <>
          <Note tone="warn">{t('noMask')}</Note>
          <p className="text-ink-2 text-xs">{t('sharpOnlyHint')}</p>
        </>
      )}
      <p className="text-ink-3 text-xs">{t(canMask ? 'watermark' : 'recordedInAudit')}</p>
      {ask.isSuccess && isSharp ? (
        <>
          <Note>{t('asked')}</Note>
          <button type="button" className="button justify-self-start" onClick={onDone}>
            {t('close')}
          </button>
        </>
      ) : (
        <div className="flex flex-wrap items-start gap-2">
          <Saving mutation={ask}>{ask.isPending ? t('asking') : t(isSharp ? 'askSharp' : 'askMasked')}</Saving>
          <button type="button" className="button quiet" onClick={onDone}>
            {t('cancel')}
          </button>
        </div>
      )}
    </form>
  )
}
