'use client'
/** What was exported under a case: how far it is, where its file is, and why there is none. */
import { useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Note, Skeleton } from '../_panels/panel'
import { api, messageOf } from '../_ui/api'
import { type Export, useChange, useExports, useStretchWords } from './use-recordings'

const MEGABYTE = 1e6
/** A recording begins and ends at frames. */
const SLACK_MS = 2_000

export function ExportList({ caseId }: { caseId: number }) {
  const t = useTranslations('export')
  const list = useExports(caseId)
  if (list.isPending) return <Skeleton lines={2} />
  if (list.isError) return <Note tone="warn">{messageOf(list.error)}</Note>
  if (list.data.exports.length === 0) return <p className="text-[13px] text-ink-2">{t('none')}</p>
  return (
    <ul className="grid grid-cols-[minmax(0,1fr)] gap-1.5" data-testid="exports">
      {list.data.exports.map((each) => (
        <Row key={each.id} made={each} />
      ))}
    </ul>
  )
}

function Row({ made }: { made: Export }) {
  const t = useTranslations('export')
  const words = useStretchWords()
  const { state, progress, problem, isMasked, isOwn, approvedBy, recorded, expiresAt } = made
  const isShort = recorded && (recorded.from > made.from + SLACK_MS || recorded.to < made.to - SLACK_MS)
  return (
    <li
      className="grid grid-cols-[minmax(0,1fr)] gap-1 rounded-lg border border-line p-2.5 text-[13px]"
      data-state={state}
      data-export={made.id}
    >
      <span className="flex items-baseline gap-2">
        <span className="min-w-0 flex-1 truncate font-medium">{words.camera(made.camera)}</span>
        <span className="rounded bg-surface-2 px-1.5 py-0.5 text-xs">{t(isMasked ? 'tagMasked' : 'tagSharp')}</span>
      </span>
      <span className="text-ink-2 text-xs">{words.span(made)}</span>
      {approvedBy && <span className="text-ink-2 text-xs">{t('agreedBy', { name: approvedBy })}</span>}
      {isShort && <span className="text-fault text-xs">{t('onlyRecorded', { span: words.span(recorded) })}</span>}
      <span className="text-ink-3 text-xs">{t('by', { name: made.by, at: words.minute(made.askedAt) })}</span>
      <span className="text-xs" role={state === 'running' ? undefined : 'status'}>
        {t(`state.${state}`, { percent: progress, until: expiresAt ? words.minute(expiresAt) : '' })}
        {problem && ` · ${t(`problem.${problem}`)}`}
      </span>
      {state === 'running' && (
        <progress className="h-1.5 w-full accent-accent" max={100} value={progress} aria-label={t('title')} />
      )}
      {state === 'done' && (isOwn ? <Files made={made} /> : <span className="text-ink-3 text-xs">{t('notOwn')}</span>)}
      {state === 'failed' && isOwn && <Retry id={made.id} />}
    </li>
  )
}

/** Links that fetch the files, and the hash to compare them with. */
function Files({ made: { id, isMasked, isWatermarked, bytes, sha256 } }: { made: Export }) {
  const t = useTranslations('export')
  const format = useFormatter()
  const parts = ['video', 'sidecar', ...(!isMasked && isWatermarked ? ['original'] : [])] as ('video' | 'original')[]
  const size = format.number((bytes ?? 0) / MEGABYTE, { maximumFractionDigits: 1 })
  return (
    <>
      <div className="flex flex-wrap items-center gap-1.5 pt-0.5">
        {parts.map((part) => (
          <a key={part} className="button min-h-7 px-2" href={`/api/exports/${id}/${part}`} download>
            {t(part)}
          </a>
        ))}
        <span className="text-ink-3 text-xs">{t('size', { size })}</span>
      </div>
      {sha256 && <Hash sha256={sha256} />}
    </>
  )
}

function Hash({ sha256 }: { sha256: string }) {
  const t = useTranslations('export')
  const [isCopied, setIsCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(sha256)
    setIsCopied(true)
  }
  return (
    <div className="grid gap-0.5 text-xs">
      <span className="flex items-center gap-2">
        <span className="label">{t('hash')}</span>
        {/* Browsers keep the clipboard from pages that came without TLS. */}
        {window.isSecureContext && (
          <button type="button" className="button quiet min-h-6 px-1.5 text-xs" onClick={() => void copy()}>
            {t(isCopied ? 'copied' : 'copyHash')}
          </button>
        )}
      </span>
      <code className="select-all break-all text-ink-2">{sha256}</code>
    </div>
  )
}

function Retry({ id }: { id: string }) {
  const t = useTranslations('export')
  const retry = useChange((again: string) => api.exports.retry.mutate({ id: again }))
  return (
    <>
      <button
        type="button"
        className="button min-h-7 justify-self-start px-2"
        disabled={retry.isPending}
        onClick={() => retry.mutate(id)}
      >
        {t('retry')}
      </button>
      {retry.error && <Note tone="warn">{messageOf(retry.error)}</Note>}
    </>
  )
}
