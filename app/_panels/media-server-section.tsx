'use client'
/** The media servers beside the embedded one. */
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { messageOf } from '../_ui/api'
import { AddMediaServer, MediaServerEditor } from './media-server-editor'
import { Note, Skeleton } from './panel'
import { useMediaServers } from './use-media-servers'

export function MediaServerSection() {
  const t = useTranslations('mediaServers')
  const servers = useMediaServers()
  const [chosenId, setChosenId] = useState<number | 'new' | null>(null)
  const close = () => setChosenId(null)
  if (servers.isError) return <Note tone="warn">{messageOf(servers.error)}</Note>
  if (!servers.data) return <Skeleton lines={3} />
  if (chosenId === 'new') return <AddMediaServer onDone={close} />
  const chosen = servers.data.find(({ id }) => id === chosenId)
  if (chosen) return <MediaServerEditor key={chosen.id} server={chosen} onDone={close} />
  return (
    <div className="grid gap-3" data-testid="media-servers">
      {servers.data.length === 0 && <p className="text-ink-2">{t('none')}</p>}
      <ul className="grid gap-1 text-[13px]">
        {servers.data.map((server) => (
          <li key={server.id}>
            <button
              type="button"
              className="-mx-2 grid w-[calc(100%+1rem)] grid-cols-[1fr_auto] gap-x-2 rounded-md px-2 py-1 text-left hover:bg-surface-2"
              onClick={() => setChosenId(server.id)}
            >
              <span className="truncate">{server.name}</span>
              <span className="text-ink-2">{t(`kinds.${server.kind}`)}</span>
              <span className="truncate text-ink-3 text-xs">{server.baseUrl}</span>
              <span className="text-right text-ink-3 text-xs">{t('cameras', { count: server.cameras })}</span>
            </button>
          </li>
        ))}
      </ul>
      <button type="button" className="button justify-self-start" onClick={() => setChosenId('new')}>
        {t('add')}
      </button>
    </div>
  )
}
