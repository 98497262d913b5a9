'use client'
/** Where the person is signed in, each with a way to end it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'use-intl'
import { api, messageOf } from '../_ui/api'
import { browserName } from './browser-name'
import { Note, Skeleton } from './panel'

const leave = () => window.location.assign('/sign-in')

export function OwnSessions() {
  const t = useTranslations('account')
  const format = useFormatter()
  const client = useQueryClient()
  const sessions = useQuery({
    queryKey: ['own-sessions'],
    queryFn: ({ signal }) => api.account.sessions.query(undefined, { signal }),
  })
  const end = useMutation({
    mutationFn: (id: number) => api.account.endSession.mutate({ id }),
    onSettled: () => client.invalidateQueries({ queryKey: ['own-sessions'] }),
  })
  const endAll = useMutation({ mutationFn: () => api.account.endSessions.mutate(), onSuccess: leave })
  const problem = sessions.error ?? end.error ?? endAll.error
  const when = (at: number) => format.dateTime(at, { dateStyle: 'short', timeStyle: 'short' })
  if (sessions.isPending) return <Skeleton />
  return (
    <div className="grid gap-3">
      {problem && <Note tone="warn">{messageOf(problem)}</Note>}
      <ul className="grid gap-2 text-[13px]" data-testid="own-sessions">
        {(sessions.data ?? []).map((session) => (
          <li key={session.id} className="flex items-center gap-2">
            <span className="min-w-0 flex-1">
              <span className="block truncate">
                {browserName(session.agent) ?? t('unknownBrowser')}
                {session.isCurrent && <span className="ml-2 text-accent text-xs">{t('thisBrowser')}</span>}
              </span>
              <span className="text-ink-3 text-xs">
                {t('lastSeen', { from: when(session.createdAt), seen: when(session.seenAt) })}
              </span>
            </span>
            {!session.isCurrent && (
              <button type="button" className="button" disabled={end.isPending} onClick={() => end.mutate(session.id)}>
                {t('end')}
              </button>
            )}
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="button justify-self-start"
        disabled={endAll.isPending}
        onClick={() => endAll.mutate()}
      >
        {t('endAll')}
      </button>
      <p className="text-ink-3 text-xs">{t('endAllHint')}</p>
    </div>
  )
}
