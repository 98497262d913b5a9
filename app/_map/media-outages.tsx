'use client'
/** A quiet line for each media server that does not answer; nothing while all do. */
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { api } from '../_ui/api'

const LOOK_EVERY_MS = 15_000

export function MediaOutages() {
  const t = useTranslations('legend')
  const outages = useQuery({
    queryKey: ['media-outages'],
    queryFn: ({ signal }) => api.mediaServers.outages.query(undefined, { signal }),
    refetchInterval: LOOK_EVERY_MS,
  })
  if (!outages.data?.length) return null
  return (
    <div className="px-3 pb-2" role="status" data-testid="media-outages">
      <ul className="grid gap-1 border-line border-t pt-1.5 text-offline text-xs">
        {outages.data.map(({ server, cameras }) => (
          <li key={server}>{t('outage', { server: server ?? t('embeddedServer'), count: cameras })}</li>
        ))}
      </ul>
    </div>
  )
}
