'use client'
/** Why a camera sees what it sees: its optics drawn from the side, said in words, and level by level. */
import { useTranslations } from 'use-intl'
import type { LiveAim, Provenance } from '../../server/domain/camera'
import { type CameraDraft, completeDraft } from '../../server/domain/camera-draft'
import { isTurning } from '../../server/domain/footprint'
import { type ResolvedOptics, resolveOptics } from '../../server/domain/optics'
import { useCity } from '../_ui/city-context'
import { PROVENANCE_MARKS } from './camera-fields'
import { levelColor } from './level-color'
import { type DrawingSettings, type OpticsShape, opticsShape } from './optics-drawing-shape'
import { OpticsElevation } from './optics-elevation'
import { OpticsPlan } from './optics-plan'
import { useMetres } from './use-metres'
import { useOpticsWords } from './use-optics-words'

const PROVENANCE_KEYS: Partial<Record<keyof CameraDraft, string>> = {
  pixelsWide: 'pixels',
  pixelsHigh: 'pixels',
  sweepFrom: 'sweep',
  sweepTo: 'sweep',
}

/** The draft with what was changed by hand marked as surveyed, as it will be when it is saved. */
function markedDraft(stored: CameraDraft, draft: CameraDraft): CameraDraft {
  const changed = (Object.keys(draft) as (keyof CameraDraft)[]).filter((key) => draft[key] !== stored[key])
  const marks = changed.map((key) => [PROVENANCE_KEYS[key] ?? key, 'surveyed' as const])
  return { ...draft, provenance: { ...draft.provenance, ...Object.fromEntries(marks) } }
}

interface OpticsDrawingProps {
  stored: CameraDraft
  draft: CameraDraft
  aim: LiveAim | null
}

export function OpticsDrawing({ stored, draft, aim }: OpticsDrawingProps) {
  const t = useTranslations('optics')
  const { densityStandard: standard, targetHeightM } = useCity()
  const wordsOf = useOpticsWords()
  const settings: DrawingSettings = { standard, targetHeightM }
  const camera = completeDraft(markedDraft(stored, draft))
  const optics = resolveOptics(camera, camera.kind, camera.provenance)
  const shape = opticsShape(camera, settings)
  const words = wordsOf(shape, camera, settings)
  const assumed = Object.entries({ ...camera.provenance, ...optics.provenance })
    .filter(([, provenance]) => provenance === 'default')
    .map(([field]) => field)
  const turns = isTurning(draft.kind)
  return (
    <div className="grid gap-3">
      <div className="grid gap-1 text-[13px]" data-testid="optics-words">
        {words.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      <OpticsElevation
        shape={shape}
        title={t(turns ? 'drawingHome' : 'drawing')}
        description={words.join(' ')}
        nightRangeM={draft.nightRangeM}
        rangeM={draft.rangeM}
        assumed={assumed}
      />
      <LevelList shape={shape} />
      <RestsOn draft={draft} provenance={camera.provenance ?? {}} optics={optics} shape={shape} />
      {turns && <OpticsPlan camera={camera} aim={aim} settings={settings} />}
    </div>
  )
}

/** Every level of the standard, fine to coarse: where it is reached, or why nowhere. */
function LevelList({ shape }: { shape: OpticsShape }) {
  const t = useTranslations('optics')
  const metres = useMetres()
  return (
    <ol className="grid grid-cols-[auto_auto_auto_1fr] gap-x-2 gap-y-0.5 text-xs" data-testid="optics-levels">
      {shape.levels.toReversed().map(({ level, pixelsPerM, depthM, farM }) => (
        <li key={level} className={`col-span-4 grid grid-cols-subgrid ${farM > 0 ? '' : 'text-ink-3'}`}>
          <span
            aria-hidden
            className="mt-0.5 size-3 rounded-sm border border-coverage"
            style={{ background: farM > 0 ? levelColor(shape.levels, level) : 'none' }}
          />
          {farM > 0 ? <span>{t(`level.${level}`)}</span> : <s>{t(`level.${level}`)}</s>}
          <span className="text-right">{t('density', { value: pixelsPerM })}</span>
          <span className="text-right">
            {farM > 0
              ? t('reached', { near: metres(shape.nearM), far: metres(farM) })
              : t(shape.nearM > 0 ? 'inDeadZone' : 'aboveTarget', { value: metres(depthM) })}
          </span>
        </li>
      ))}
    </ol>
  )
}

interface RestsOnProps {
  draft: CameraDraft
  provenance: Partial<Record<string, Provenance>>
  optics: ResolvedOptics
  shape: OpticsShape
}

/** Every value the drawing was made from, with who says so. */
function RestsOn({ draft, provenance, optics, shape }: RestsOnProps) {
  const t = useTranslations('optics')
  const fields = useTranslations('camera')
  const metres = useMetres()
  const values: [label: string, value: string, provenance: Provenance][] = [
    [fields('field.heightM'), t('metres', { value: metres(shape.heightM) }), provenance['heightM'] ?? 'catalogue'],
    [fields('field.tilt'), `${metres(shape.tilt)}°`, provenance['tilt'] ?? 'catalogue'],
    [fields('field.hfov'), `${metres(shape.hfov)}°`, optics.provenance.hfov],
    [fields('field.vfov'), `${metres(shape.vfov)}°`, optics.provenance.vfov],
    [fields('field.pixels'), `${optics.pixelsWide} × ${Math.round(optics.pixelsHigh)}`, optics.provenance.pixelsWide],
    draft.nightRangeM === null
      ? [fields('field.nightRangeM'), t('noLight'), 'default']
      : [
          fields('field.nightRangeM'),
          t('metres', { value: metres(draft.nightRangeM) }),
          provenance['nightRangeM'] ?? 'catalogue',
        ],
  ]
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-0.5 text-ink-2 text-xs" aria-label={t('restsOn')}>
      {values.map(([label, value, source]) => (
        <li key={label} className={source === 'default' ? 'text-fault' : ''}>
          {label} {value} {PROVENANCE_MARKS[source]} {fields(`provenance.${source}`)}
        </li>
      ))}
      <li>{t('targetOfCity', { value: metres(shape.targetHeightM) })}</li>
    </ul>
  )
}
