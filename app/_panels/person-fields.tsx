'use client'
/** Name, role, unit and jurisdiction of a person. */
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { ROLES, type Role } from '../../server/domain/access'
import { OWNERSHIPS, type Ownership } from '../../server/domain/camera'
import { api } from '../_ui/api'
import { useLocalName } from '../_ui/city-context'
import { useUnits } from './use-people'

export interface PersonDraft {
  displayName: string
  role: Role
  unit: string
  jurisdictionId: number | null
  owners: Ownership[] | null
  oidcSubject: string | null
}

/** All classes together are no limit; none at all is not offered. */
function toggled(owners: Ownership[] | null, owner: Ownership): Ownership[] | null {
  const before = owners ?? [...OWNERSHIPS]
  const after = before.includes(owner) ? before.filter((other) => other !== owner) : [...before, owner]
  if (after.length === 0) return before
  return after.length === OWNERSHIPS.length ? null : after
}

export function PersonFields({
  draft,
  onChange,
}: {
  draft: PersonDraft
  onChange(changes: Partial<PersonDraft>): void
}) {
  const t = useTranslations('people')
  const roles = useTranslations('admin.role')
  const camera = useTranslations('camera')
  const localName = useLocalName()
  const units = useUnits()
  const listId = useId()
  const jurisdictions = useQuery({
    queryKey: ['jurisdictions'],
    queryFn: ({ signal }) => api.city.jurisdictions.query(undefined, { signal }),
  })
  return (
    <>
      <label className="grid gap-1">
        <span className="label">{t('displayName')}</span>
        <input
          className="field"
          required
          maxLength={120}
          value={draft.displayName}
          onChange={(event) => onChange({ displayName: event.target.value })}
        />
      </label>
      <label className="grid gap-1">
        <span className="label">{t('role')}</span>
        <select
          className="field"
          value={draft.role}
          onChange={(event) => onChange({ role: event.target.value as Role })}
        >
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {roles(role)}
            </option>
          ))}
        </select>
      </label>
      <label className="grid gap-1">
        <span className="label">{t('unit')}</span>
        <input
          className="field"
          required
          maxLength={120}
          list={listId}
          value={draft.unit}
          onChange={(event) => onChange({ unit: event.target.value })}
        />
        <datalist id={listId}>
          {units.data?.map(({ unit }) => (
            <option key={unit} value={unit} />
          ))}
        </datalist>
      </label>
      <label className="grid gap-1">
        <span className="label">{t('jurisdiction')}</span>
        <select
          className="field"
          value={draft.jurisdictionId ?? ''}
          onChange={(event) => onChange({ jurisdictionId: Number(event.target.value) || null })}
        >
          <option value="">{t('wholeCity')}</option>
          {jurisdictions.data?.map((jurisdiction) => (
            <option key={jurisdiction.id} value={jurisdiction.id}>
              {localName(jurisdiction)}
            </option>
          ))}
        </select>
      </label>
      <fieldset className="grid gap-1">
        <legend className="label mb-1">{t('owners')}</legend>
        <div className="flex flex-wrap gap-x-4 gap-y-1 text-[13px]">
          {OWNERSHIPS.map((owner) => (
            <label key={owner} className="flex items-center gap-1.5">
              <input
                type="checkbox"
                className="accent-[var(--accent)]"
                checked={draft.owners?.includes(owner) ?? true}
                onChange={() => onChange({ owners: toggled(draft.owners, owner) })}
              />
              {camera(`owner.${owner}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <label className="grid gap-1">
        <span className="label">{t('subject')}</span>
        <input
          className="field"
          maxLength={255}
          autoComplete="off"
          value={draft.oidcSubject ?? ''}
          onChange={(event) => onChange({ oidcSubject: event.target.value || null })}
        />
        <span className="text-ink-3 text-xs">{t('subjectHint')}</span>
      </label>
    </>
  )
}
