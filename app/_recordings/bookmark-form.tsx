'use client'
/** Marks a stretch of a camera's recording in the case. */
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Saving } from '../_panels/saving'
import { api } from '../_ui/api'
import { Field } from '../_ui/field'
import type { Stretch } from './stretch'
import { StretchFields } from './stretch-fields'
import { useChange } from './use-recordings'

const LONGEST_NOTE = 200

export function BookmarkForm({ asked, onDone }: { asked: Stretch; onDone(): void }) {
  const t = useTranslations('bookmark')
  const [span, setSpan] = useState({ from: asked.from, to: asked.to })
  const [note, setNote] = useState('')
  const add = useChange((input: Stretch & { note: string }) => api.bookmarks.add.mutate(input), onDone)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.mutate({ ...asked, ...span, note })
  }
  return (
    <form className="grid gap-2.5" onSubmit={submit} data-testid="bookmark-form">
      <StretchFields span={span} onChange={setSpan} />
      <Field label={t('note')}>
        <input
          className="field"
          maxLength={LONGEST_NOTE}
          placeholder={t('noteHint')}
          value={note}
          onChange={({ target }) => setNote(target.value)}
        />
      </Field>
      <div className="flex flex-wrap items-start gap-2">
        <Saving mutation={add}>{t('save')}</Saving>
        <button type="button" className="button quiet" onClick={onDone}>
          {t('cancel')}
        </button>
      </div>
    </form>
  )
}
