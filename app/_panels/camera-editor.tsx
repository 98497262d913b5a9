'use client'
/** Everything about a camera that is not its aim: what it is called, what it is, whose it is, and its optics as far as known. */
import { useTranslations } from 'use-intl'
import { CAMERA_KINDS, MOUNT_KINDS, OWNERSHIPS, POINT_CLASSES } from '../../server/domain/camera'
import type { CameraDraft } from '../../server/domain/camera-draft'
import type { CameraDescription } from '../../server/services/describe-camera'
import { useMediaServerNames } from './use-media-servers'

export type CameraAttributes = Pick<
  CameraDescription,
  | 'name'
  | 'ownership'
  | 'pointClass'
  | 'readsPlates'
  | 'isIndoor'
  | 'isPlanned'
  | 'operator'
  | 'streamPath'
  | 'subStreamPath'
  | 'mediaServerId'
>

export const attributesOf = ({
  name,
  ownership,
  pointClass,
  readsPlates,
  isIndoor,
  isPlanned,
  operator,
  streamPath,
  subStreamPath,
  mediaServerId,
}: CameraDescription): CameraAttributes => ({
  name,
  ownership,
  pointClass,
  readsPlates,
  isIndoor,
  isPlanned,
  operator,
  streamPath,
  subStreamPath,
  mediaServerId,
})

/** What of the attributes differs from what is stored. */
export const changedAttributes = (stored: CameraAttributes, edited: CameraAttributes): Partial<CameraAttributes> =>
  Object.fromEntries(Object.entries(edited).filter(([key, value]) => value !== stored[key as keyof CameraAttributes]))

const OPTICS = [
  'hfov',
  'focalMm',
  'sensorWidthMm',
  'sensorHeightMm',
  'pixelsWide',
  'pixelsHigh',
  'rangeM',
  'nightRangeM',
] as const
const TURNING = ['sweepFrom', 'sweepTo', 'teleHfov'] as const
/** Angles follow from these: once one is edited, stated angles hold no longer. */
const OF_THE_LENS: readonly string[] = ['focalMm', 'sensorWidthMm', 'sensorHeightMm']
type OpticsKey = (typeof OPTICS)[number] | (typeof TURNING)[number]
const UNITS: Record<OpticsKey, string> = {
  hfov: '°',
  focalMm: 'mm',
  sensorWidthMm: 'mm',
  sensorHeightMm: 'mm',
  pixelsWide: 'px',
  pixelsHigh: 'px',
  rangeM: 'm',
  nightRangeM: 'm',
  sweepFrom: '°',
  sweepTo: '°',
  teleHfov: '°',
}
const LIMITS: Record<OpticsKey, [least: number, most: number]> = {
  hfov: [0.1, 360],
  focalMm: [0.5, 2_000],
  sensorWidthMm: [1, 60],
  sensorHeightMm: [1, 60],
  pixelsWide: [64, 40_000],
  pixelsHigh: [64, 40_000],
  rangeM: [1, 5_000],
  nightRangeM: [1, 5_000],
  sweepFrom: [0, 359.9],
  sweepTo: [0, 359.9],
  teleHfov: [0.1, 360],
}

/** Only where there is something to choose from. */
function MediaServerChoice({ value, onChange }: { value: number | null; onChange(id: number | null): void }) {
  const t = useTranslations('camera')
  const servers = useMediaServerNames()
  if (!servers.data?.length) return null
  return (
    <Choice
      label={t('field.mediaServerId')}
      value={value ?? 0}
      all={[0, ...servers.data.map(({ id }) => id)]}
      render={(id) => servers.data.find((server) => server.id === id)?.name ?? t('embeddedServer')}
      onChange={(id) => onChange(id || null)}
    />
  )
}

interface CameraEditorProps {
  draft: CameraDraft
  attributes: CameraAttributes
  onDraft(draft: CameraDraft): void
  onAttributes(attributes: CameraAttributes): void
}

function Choice<T extends string | number>({
  label,
  value,
  all,
  render,
  onChange,
}: {
  label: string
  value: T
  all: readonly T[]
  render(value: T): string
  onChange(value: T): void
}) {
  return (
    <label className="grid gap-1">
      <span className="label">{label}</span>
      <select
        className="field"
        value={value}
        onChange={(event) => onChange(all.find((candidate) => String(candidate) === event.target.value)!)}
      >
        {all.map((candidate) => (
          <option key={candidate} value={candidate}>
            {render(candidate)}
          </option>
        ))}
      </select>
    </label>
  )
}

function Words({
  label,
  value,
  most,
  onChange,
}: {
  label: string
  value: string | null
  most: number
  onChange(value: string | null): void
}) {
  return (
    <label className="grid gap-1">
      <span className="label">{label}</span>
      <input
        className="field"
        maxLength={most}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value.trim() ? event.target.value : null)}
      />
    </label>
  )
}

export function CameraEditor({ draft, attributes, onDraft, onAttributes }: CameraEditorProps) {
  const t = useTranslations('camera')
  const set = (changes: Partial<CameraAttributes>) => onAttributes({ ...attributes, ...changes })
  const setOptics = (key: OpticsKey, text: string) => {
    const value = Number(text)
    const [least, most] = LIMITS[key]
    if (text !== '' && !(value >= least && value <= most)) return
    const angles = OF_THE_LENS.includes(key) ? { hfov: null, vfov: null } : {}
    onDraft({ ...draft, ...angles, [key]: text === '' ? null : value })
  }
  return (
    <div className="grid gap-2.5" data-testid="camera-editor">
      <Words label={t('field.name')} value={attributes.name} most={120} onChange={(name) => set({ name })} />
      <div className="grid grid-cols-2 gap-2.5">
        <Choice
          label={t('field.kind')}
          value={draft.kind}
          all={CAMERA_KINDS}
          render={(kind) => t(`kind.${kind}`)}
          onChange={(kind) => onDraft({ ...draft, kind })}
        />
        <Choice
          label={t('field.mountKind')}
          value={draft.mountKind}
          all={MOUNT_KINDS}
          render={(mountKind) => t(`mount.${mountKind}`)}
          onChange={(mountKind) => onDraft({ ...draft, mountKind })}
        />
        <Choice
          label={t('field.ownership')}
          value={attributes.ownership}
          all={OWNERSHIPS}
          render={(owner) => t(`owner.${owner}`)}
          onChange={(ownership) => set({ ownership })}
        />
        <Choice
          label={t('field.pointClass')}
          value={attributes.pointClass}
          all={POINT_CLASSES}
          render={(pointClass) => t(`pointClass.${pointClass}`)}
          onChange={(pointClass) => set({ pointClass })}
        />
      </div>
      <fieldset className="flex flex-wrap gap-x-4 gap-y-1">
        {(['readsPlates', 'isIndoor', 'isPlanned'] as const).map((key) => (
          <label key={key} className="flex items-center gap-1.5">
            <input
              type="checkbox"
              className="accent-[var(--accent)]"
              checked={attributes[key]}
              onChange={(event) => set({ [key]: event.target.checked })}
            />
            {t(`field.${key}`)}
          </label>
        ))}
        <label className="flex items-center gap-1.5">
          <input
            type="checkbox"
            className="accent-[var(--accent)]"
            checked={draft.isUnderRoof}
            onChange={(event) => onDraft({ ...draft, isUnderRoof: event.target.checked })}
          />
          {t('field.isUnderRoof')}
        </label>
      </fieldset>
      <div className="grid grid-cols-2 gap-2.5">
        {[...OPTICS, ...(draft.kind === 'ptz' ? TURNING : [])].map((key) => (
          <label key={key} className="grid gap-1">
            <span className="label">
              {t(`edit.${key}`)} ({UNITS[key]})
            </span>
            <input
              key={key === 'hfov' ? String(draft.hfov === null) : key}
              type="number"
              className="field"
              step="any"
              min={LIMITS[key][0]}
              max={LIMITS[key][1]}
              placeholder={key === 'hfov' && draft.focalMm !== null ? t('fromLens') : t('notKnown')}
              defaultValue={draft[key] ?? ''}
              onChange={(event) => setOptics(key, event.target.value)}
            />
          </label>
        ))}
      </div>
      <Words
        label={t('field.operator')}
        value={attributes.operator}
        most={120}
        onChange={(operator) => set({ operator })}
      />
      <Words
        label={t('field.streamPath')}
        value={attributes.streamPath}
        most={120}
        onChange={(streamPath) => set({ streamPath })}
      />
      <Words
        label={t('field.subStreamPath')}
        value={attributes.subStreamPath}
        most={120}
        onChange={(subStreamPath) => set({ subStreamPath })}
      />
      <MediaServerChoice value={attributes.mediaServerId} onChange={(mediaServerId) => set({ mediaServerId })} />
    </div>
  )
}
