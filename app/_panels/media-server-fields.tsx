'use client'
/** What a media server is and where. Its secret is only ever typed, never shown. */
import { useTranslations } from 'use-intl'
import { MEDIA_SERVER_KINDS, type MediaServerKind } from '../../server/domain/media-server'
import { Field, TextField } from '../_ui/field'

export interface MediaServerDraft {
  name: string
  kind: MediaServerKind
  baseUrl: string
  apiUrl: string | null
  recordingsUrl: string | null
  isLoopback: boolean
  recordingsZone: string
}

interface MediaServerFieldsProps {
  draft: MediaServerDraft
  onChange(changes: Partial<MediaServerDraft>): void
  secret: string
  onSecret(secret: string): void
  hasSecret: boolean
}

const LONGEST_ADDRESS = 300

export function MediaServerFields({ draft, onChange, secret, onSecret, hasSecret }: MediaServerFieldsProps) {
  const t = useTranslations('mediaServers')
  const address = (key: 'apiUrl' | 'recordingsUrl') => (
    <TextField
      label={t(key)}
      type="url"
      required={false}
      maxLength={LONGEST_ADDRESS}
      value={draft[key] ?? ''}
      onChange={(event) => onChange({ [key]: event.target.value || null })}
    />
  )
  return (
    <>
      <TextField
        label={t('name')}
        maxLength={120}
        value={draft.name}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <Field label={t('kind')}>
        <select
          className="field"
          value={draft.kind}
          onChange={(event) => onChange({ kind: event.target.value as MediaServerKind })}
        >
          {MEDIA_SERVER_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`kinds.${kind}`)}
            </option>
          ))}
        </select>
      </Field>
      <TextField
        label={t('baseUrl')}
        hint={t(`baseUrlHint.${draft.kind}`, { place: '{stream}' })}
        maxLength={LONGEST_ADDRESS}
        value={draft.baseUrl}
        onChange={(event) => onChange({ baseUrl: event.target.value })}
      />
      {draft.kind === 'mediamtx' && address('apiUrl')}
      {draft.kind === 'mediamtx' && address('recordingsUrl')}
      {draft.kind === 'zlmediakit' && (
        <TextField
          label={t('zone')}
          maxLength={60}
          value={draft.recordingsZone}
          onChange={(event) => onChange({ recordingsZone: event.target.value })}
        />
      )}
      <TextField
        label={t('secret')}
        hint={hasSecret ? t('secretKept') : t(`secretHint.${draft.kind}`)}
        type="password"
        required={false}
        autoComplete="off"
        maxLength={500}
        value={secret}
        onChange={(event) => onSecret(event.target.value)}
      />
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          className="accent-[var(--accent)]"
          checked={draft.isLoopback}
          onChange={(event) => onChange({ isLoopback: event.target.checked })}
        />
        {t('isLoopback')}
      </label>
    </>
  )
}
