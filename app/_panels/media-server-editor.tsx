'use client'
/** One media server: added, changed, asked whether it answers, removed. */
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { api, messageOf } from '../_ui/api'
import { useCity } from '../_ui/city-context'
import { ConfirmButton } from './confirm-button'
import { type MediaServerDraft, MediaServerFields } from './media-server-fields'
import { Note } from './panel'
import { Saving } from './saving'
import { type MediaServer, useMediaServerChange } from './use-media-servers'

const draftOf = ({ name, kind, baseUrl, apiUrl, recordingsUrl, isLoopback, recordingsZone }: MediaServerDraft) => ({
  name,
  kind,
  baseUrl,
  apiUrl,
  recordingsUrl,
  isLoopback,
  recordingsZone,
})

export function AddMediaServer({ onDone }: { onDone(): void }) {
  const t = useTranslations('mediaServers')
  const { timeZone } = useCity()
  const [secret, setSecret] = useState('')
  const [draft, setDraft] = useState<MediaServerDraft>({
    name: '',
    kind: 'mediamtx',
    baseUrl: '',
    apiUrl: null,
    recordingsUrl: null,
    isLoopback: false,
    recordingsZone: timeZone,
  })
  const add = useMediaServerChange(() => api.mediaServers.add.mutate({ fields: draft, secret: secret || null }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.mutate(undefined, { onSuccess: onDone })
  }
  return (
    <form onSubmit={submit} className="grid gap-3" data-testid="add-media-server">
      <MediaServerFields
        draft={draft}
        onChange={(changes) => setDraft((old) => ({ ...old, ...changes }))}
        secret={secret}
        onSecret={setSecret}
        hasSecret={false}
      />
      <Saving mutation={add}>{t('addThis')}</Saving>
      <button type="button" className="button quiet justify-self-start" onClick={onDone}>
        {t('cancel')}
      </button>
    </form>
  )
}

function Connection({ id }: { id: number }) {
  const t = useTranslations('mediaServers')
  const reasons = useTranslations('feed.reason')
  const test = useMutation({ mutationFn: () => api.mediaServers.test.mutate({ id }) })
  return (
    <div className="flex flex-wrap items-center gap-2 border-line border-t pt-3">
      <button type="button" className="button" disabled={test.isPending} onClick={() => test.mutate()}>
        {test.isPending ? t('testing') : t('test')}
      </button>
      <p role="status" className="text-[13px]">
        {test.data &&
          (test.data.reason ? reasons(test.data.reason as 'unreachable') : t('answers', { ms: test.data.tookMs }))}
        {test.error && messageOf(test.error)}
      </p>
    </div>
  )
}

function Removal({ server, onDone }: { server: MediaServer; onDone(): void }) {
  const t = useTranslations('mediaServers')
  const remove = useMediaServerChange(() => api.mediaServers.remove.mutate({ id: server.id }))
  if (server.cameras > 0) return <p className="text-ink-3 text-xs">{t('inUse', { count: server.cameras })}</p>
  return (
    <>
      {remove.error && (
        <div role="alert">
          <Note tone="warn">{messageOf(remove.error)}</Note>
        </div>
      )}
      <div>
        <ConfirmButton
          label={t('remove')}
          warning={t('removeWarning', { name: server.name })}
          disabled={remove.isPending}
          onConfirm={() => remove.mutate(undefined, { onSuccess: onDone })}
        />
      </div>
    </>
  )
}

export function MediaServerEditor({ server, onDone }: { server: MediaServer; onDone(): void }) {
  const t = useTranslations('mediaServers')
  const stored = draftOf(server)
  const [draft, setDraft] = useState<MediaServerDraft>(stored)
  const [secret, setSecret] = useState('')
  const [isDropped, setIsDropped] = useState(false)
  const isDirty = secret !== '' || isDropped || JSON.stringify(draft) !== JSON.stringify(stored)
  const kept = isDropped ? null : undefined
  const save = useMediaServerChange(() =>
    api.mediaServers.edit.mutate({ id: server.id, fields: draft, secret: secret || kept }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(undefined, {
      onSuccess: () => {
        setSecret('')
        setIsDropped(false)
      },
    })
  }
  return (
    <div className="grid gap-3" data-testid="media-server">
      <div className="flex items-baseline justify-between gap-2">
        <h2 className="min-w-0 truncate font-semibold">{server.name}</h2>
        <button type="button" className="button quiet" onClick={onDone}>
          {t('back')}
        </button>
      </div>
      <form onSubmit={submit} className="grid gap-3">
        <MediaServerFields
          draft={draft}
          onChange={(changes) => setDraft((old) => ({ ...old, ...changes }))}
          secret={secret}
          onSecret={setSecret}
          hasSecret={server.hasSecret && !isDropped}
        />
        {server.hasSecret && secret === '' && (
          <label className="flex items-center gap-2">
            <input
              type="checkbox"
              className="accent-[var(--accent)]"
              checked={isDropped}
              onChange={(event) => setIsDropped(event.target.checked)}
            />
            {t('dropSecret')}
          </label>
        )}
        <Saving mutation={save} done={save.isSuccess && !isDirty && t('saved')} isReady={isDirty}>
          {t('save')}
        </Saving>
      </form>
      <Connection id={server.id} />
      <Removal server={server} onDone={onDone} />
    </div>
  )
}
