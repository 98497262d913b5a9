'use client'
/** Whether the audit is what was signed, and the way to take it along. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'use-intl'
import { api, messageOf } from '../_ui/api'
import { askForProof } from '../_ui/prove'
import { saveFile } from '../_ui/save-file'
import { Note, Skeleton } from './panel'

const UNPROVED = 412

async function exportAudit(): Promise<void> {
  const ask = () => fetch('/api/audit/export', { method: 'POST' })
  const first = await ask()
  const response = first.status === UNPROVED && (await askForProof()) ? await ask() : first
  if (!response.ok) throw new Error(((await response.json()) as { message: string }).message)
  saveFile('sightline-audit.ndjson', await response.text(), 'application/x-ndjson')
}

export function AuditSeal() {
  const t = useTranslations('audit')
  const format = useFormatter()
  const seal = useQuery({
    queryKey: ['audit-seal'],
    queryFn: ({ signal }) => api.audit.seal.query(undefined, { signal }),
  })
  const download = useMutation({ mutationFn: exportAudit, onSettled: () => seal.refetch() })
  if (seal.isError) return <Note tone="warn">{messageOf(seal.error)}</Note>
  if (!seal.data) return <Skeleton />
  const { rows, unsigned, fault, signedAt, publicKey } = seal.data
  const at = signedAt && format.dateTime(signedAt, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <div className="grid gap-2" data-testid="audit-seal">
      {fault && fault.what !== 'no checkpoint' ? (
        <Note tone="warn">{t('broken', { row: fault.row, what: t(`fault.${fault.what}`) })}</Note>
      ) : (
        <p className="text-[13px]">{at ? t('whole', { rows, at, unsigned }) : t('unsigned', { rows })}</p>
      )}
      <div className="flex flex-wrap gap-2">
        <button type="button" className="button" disabled={download.isPending} onClick={() => download.mutate()}>
          {download.isPending ? t('exporting') : t('export')}
        </button>
        <button
          type="button"
          className="button quiet"
          onClick={() => saveFile('sightline-audit.pub.pem', publicKey, 'application/x-pem-file')}
        >
          {t('key')}
        </button>
      </div>
      {download.error && <Note tone="warn">{messageOf(download.error)}</Note>}
      <p className="text-ink-3 text-xs">{t('verify')}</p>
    </div>
  )
}
