'use client'
/** What a jurisdiction is called in both languages, and what it is part of; code and kind only while it is new. */
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { isLarger, JURISDICTION_KINDS, type JurisdictionKind } from '../../server/domain/jurisdiction-kind'
import { api } from '../_ui/api'
import { useLocalName } from '../_ui/city-context'

export interface JurisdictionText {
  code: string
  kind: JurisdictionKind
  name: string
  nameEn: string | null
  parentId: number | null
}

interface JurisdictionFieldsProps {
  isNew: boolean
  ownId: number | null
  value: JurisdictionText
  onChange(value: JurisdictionText): void
}

export function JurisdictionFields({ isNew, ownId, value, onChange }: JurisdictionFieldsProps) {
  const t = useTranslations('jurisdictions')
  const localName = useLocalName()
  const list = useQuery({
    queryKey: ['oversight', 'jurisdictions'],
    queryFn: ({ signal }) => api.oversight.jurisdictions.query(undefined, { signal }),
  })
  const set = (changes: Partial<JurisdictionText>) => onChange({ ...value, ...changes })
  const larger = (list.data ?? []).filter(({ id, kind }) => id !== ownId && isLarger(kind, value.kind))
  return (
    <div className="grid gap-2">
      <label className="grid gap-1">
        <span className="label">{t('name')}</span>
        <input
          className="field"
          required
          maxLength={120}
          value={value.name}
          onChange={(event) => set({ name: event.target.value })}
        />
      </label>
      <label className="grid gap-1">
        <span className="label">{t('nameEn')}</span>
        <input
          className="field"
          maxLength={120}
          value={value.nameEn ?? ''}
          onChange={(event) => set({ nameEn: event.target.value || null })}
        />
      </label>
      {isNew && (
        <div className="grid grid-cols-2 gap-2">
          <label className="grid gap-1">
            <span className="label">{t('kindLabel')}</span>
            <select
              className="field"
              value={value.kind}
              onChange={(event) => set({ kind: event.target.value as JurisdictionKind, parentId: null })}
            >
              {JURISDICTION_KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`kind.${kind}`)}
                </option>
              ))}
            </select>
          </label>
          <label className="grid gap-1" title={t('codeHint')}>
            <span className="label">{t('code')}</span>
            <input
              className="field"
              required
              maxLength={40}
              pattern="[A-Za-z0-9._\-]+"
              value={value.code}
              onChange={(event) => set({ code: event.target.value })}
            />
          </label>
        </div>
      )}
      {value.kind !== 'city' && (
        <label className="grid gap-1">
          <span className="label">{t('partOf')}</span>
          <select
            className="field"
            required={larger.length > 0}
            value={value.parentId ?? ''}
            onChange={(event) => set({ parentId: Number(event.target.value) || null })}
          >
            <option value="">{t('choose')}</option>
            {larger.map((jurisdiction) => (
              <option key={jurisdiction.id} value={jurisdiction.id}>
                {localName(jurisdiction)}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  )
}
