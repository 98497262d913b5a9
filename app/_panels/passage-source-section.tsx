'use client'
/** Who sends passages, what came of it in the last seven days, and the last thing that was refused. */
import { useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { api, messageOf } from '../_ui/api'
import { AddPassageSource } from './add-passage-source'
import { Note, Skeleton } from './panel'
import { type PassageSource, usePassageSourceChange, usePassageSources } from './use-passage-sources'

function SourceRow({ source }: { source: PassageSource }) {
  const t = useTranslations('passageSources')
  const format = useFormatter()
  const set = usePassageSourceChange((isActive: boolean) => api.passageSources.set.mutate({ id: source.id, isActive }))
  const { accepted, duplicates, refused, dropped } = source.week
  const when = (at: number) => format.dateTime(at, { dateStyle: 'short', timeStyle: 'medium' })
  return (
    <li className="grid gap-1 rounded-lg border border-line px-3 py-2" data-testid="passage-source">
      <div className="flex items-baseline justify-between gap-2">
        <span className="min-w-0 truncate font-medium">{source.name}</span>
        <span className="shrink-0 text-ink-3 text-xs">{t(`kinds.${source.kind}`)}</span>
      </div>
      <p className="text-ink-2 text-xs">{t('week', { accepted, duplicates, refused, dropped })}</p>
      <p className="text-ink-3 text-xs">{source.seenAt ? t('seen', { time: when(source.seenAt) }) : t('neverSeen')}</p>
      {source.problem && source.problemAt && (
        <p className="break-words text-xs">{t('problem', { time: when(source.problemAt), problem: source.problem })}</p>
      )}
      {set.error && <Note tone="warn">{messageOf(set.error)}</Note>}
      <button
        type="button"
        className="button justify-self-start"
        disabled={set.isPending}
        onClick={() => set.mutate(!source.isActive)}
      >
        {t(source.isActive ? 'switchOff' : 'switchOn', { name: source.name })}
      </button>
    </li>
  )
}

export function PassageSourceSection() {
  const t = useTranslations('passageSources')
  const sources = usePassageSources()
  const [isAdding, setIsAdding] = useState(false)
  if (sources.isError) return <Note tone="warn">{messageOf(sources.error)}</Note>
  if (!sources.data) return <Skeleton lines={3} />
  if (isAdding) return <AddPassageSource onDone={() => setIsAdding(false)} />
  return (
    <div className="grid gap-3" data-testid="passage-sources">
      {sources.data.length === 0 && <p className="text-ink-2">{t('none')}</p>}
      <ul className="grid gap-2 text-[13px]">
        {sources.data.map((source) => (
          <SourceRow key={source.id} source={source} />
        ))}
      </ul>
      <button type="button" className="button justify-self-start" onClick={() => setIsAdding(true)}>
        {t('add')}
      </button>
    </div>
  )
}
