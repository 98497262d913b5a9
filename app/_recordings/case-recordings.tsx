'use client'
/** What of recordings belongs to a case, on the wall that shows them: marks, exports, and what waits for a second person. */
import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { ApprovalLists } from '../_panels/approval-lists'
import type { ApprovalOf } from '../_panels/approval-query'
import { Note, Section } from '../_panels/panel'
import { api, messageOf } from '../_ui/api'
import { BookmarkForm } from './bookmark-form'
import { BookmarkList } from './bookmark-list'
import { ExportForm } from './export-form'
import { ExportList } from './export-list'
import type { Stretch } from './stretch'
import { useChange } from './use-recordings'

/** What is being asked about a stretch of a camera of this name. */
export interface Asked {
  what: 'bookmark' | 'export'
  stretch: Stretch
  name: string
}

/** Opened far from what opened it: it is brought into view, and the keyboard into it. */
function AskedForm({ asked: { what, stretch, name }, onDone }: { asked: Asked; onDone(): void }) {
  const t = useTranslations()
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' })
    box.current?.focus()
  }, [])
  const Form = what === 'bookmark' ? BookmarkForm : ExportForm
  return (
    <section ref={box} tabIndex={-1} className="grid gap-2 border-line border-b p-4 outline-none" aria-label={name}>
      <h2 className="font-medium">
        {t(`${what}.form`)} · {name}
      </h2>
      <Form asked={stretch} onDone={onDone} />
    </section>
  )
}

interface CaseRecordingsProps {
  caseId: number
  asked: Asked | null
  onAsk(asked: Asked | null): void
  nameOf(cameraId: number): string
}

export function CaseRecordings({ caseId, asked, onAsk, nameOf }: CaseRecordingsProps) {
  const t = useTranslations()
  const make = useChange(({ id, read: { caseId: ofCase, cameraId, from, to } }: ApprovalOf<'export'>) =>
    api.exports.ask.mutate({ caseId: ofCase, cameraId, from, to, approvalId: id }),
  )
  return (
    <>
      {asked && <AskedForm key={JSON.stringify(asked)} asked={asked} onDone={() => onAsk(null)} />}
      <Section title={t('bookmark.title')}>
        <BookmarkList
          caseId={caseId}
          onExport={(stretch) => onAsk({ what: 'export', stretch, name: nameOf(stretch.cameraId) })}
        />
      </Section>
      <Section title={t('export.title')}>
        <ExportList caseId={caseId} />
      </Section>
      {make.error && (
        <div className="px-4 py-2" role="alert">
          <Note tone="warn">{messageOf(make.error)}</Note>
        </div>
      )}
      <ApprovalLists kind="export" onUse={(approval) => make.mutate(approval)} />
    </>
  )
}
