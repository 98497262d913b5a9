'use client'
/** Turning, tilting and lifting a camera; the map follows while the slider moves. */
import { useTranslations } from 'use-intl'
import type { CameraDraft } from '../../server/domain/camera-draft'
import { MOUNT_DEFAULTS } from '../../server/domain/optics'

interface SliderProps {
  label: string
  unit: string
  value: number
  isKnown: boolean
  least: number
  most: number
  step: number
  onChange(value: number): void
}

function Slider({ label, unit, value, isKnown, least, most, step, onChange }: SliderProps) {
  const t = useTranslations('camera')
  const clamp = (next: number) => Number.isFinite(next) && onChange(Math.min(most, Math.max(least, next)))
  return (
    <div className="grid grid-cols-[1fr_auto] items-center gap-x-3">
      <span className="label">
        {label}
        {!isKnown && <em className="ml-1.5 text-fault not-italic">{t('notKnown')}</em>}
      </span>
      <span className="flex items-center gap-1">
        <input
          type="number"
          className="field w-20 text-right"
          aria-label={label}
          min={least}
          max={most}
          step={step}
          value={Math.round(value * 10) / 10}
          onChange={(event) => clamp(event.target.valueAsNumber)}
        />
        <span className="w-4 text-ink-3">{unit}</span>
      </span>
      <input
        type="range"
        className="col-span-2 w-full accent-[var(--accent)]"
        aria-label={label}
        min={least}
        max={most}
        step={step}
        value={value}
        onChange={(event) => clamp(event.target.valueAsNumber)}
      />
    </div>
  )
}

export function AimEditor({ draft, onChange }: { draft: CameraDraft; onChange(draft: CameraDraft): void }) {
  const t = useTranslations('camera')
  const canAim = draft.kind !== 'dome'
  return (
    <div className="grid gap-2">
      {canAim && (
        <Slider
          label={t(draft.kind === 'ptz' ? 'edit.homeBearing' : 'field.bearing')}
          unit="°"
          value={draft.bearing ?? 0}
          isKnown={draft.bearing !== null}
          least={0}
          most={359}
          step={1}
          onChange={(bearing) => onChange({ ...draft, bearing })}
        />
      )}
      <Slider
        label={t('field.tilt')}
        unit="°"
        value={draft.tilt ?? MOUNT_DEFAULTS.tilt}
        isKnown={draft.tilt !== null}
        least={0}
        most={90}
        step={1}
        onChange={(tilt) => onChange({ ...draft, tilt })}
      />
      <Slider
        label={t('field.heightM')}
        unit="m"
        value={draft.heightM ?? MOUNT_DEFAULTS.heightM}
        isKnown={draft.heightM !== null}
        least={1}
        most={60}
        step={0.5}
        onChange={(heightM) => onChange({ ...draft, heightM })}
      />
    </div>
  )
}
