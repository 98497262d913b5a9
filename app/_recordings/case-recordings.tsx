'use client'
/** What of recordings belongs to a case, on the wall that shows them: marks, exports, and what waits for a second person. */
import { useTranslations } from 'use-intl'
import { ApprovalLists } from '../_panels/approval-lists'
import type { ApprovalOf } from '../_panels/approval-query'
import { Note, Section } from '../_panels/panel'
import { api, messageOf } from '../_ui/api'
import { type Asked, AskedForm } from './asked-form'
import { BookmarkList } from './bookmark-list'
import { ExportList } from './export-list'
import { useChange } from './use-recordings'

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
