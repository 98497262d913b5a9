'use client'
import type { ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { Provenance } from '../../server/domain/camera'
import type { CameraDescription } from '../../server/services/describe-camera'

interface FieldRow {
  label: string
  value: ReactNode
  provenance?: Provenance
}

/** How sure each value is, by a mark as well as a word. */
export const PROVENANCE_MARKS: Record<Provenance, string> = { surveyed: '●', catalogue: '◕', optics: '◐', default: '○' }

function rowsOf(
  camera: CameraDescription,
  t: ReturnType<typeof useTranslations<'camera'>>,
  format: ReturnType<typeof useFormatter>,
): FieldRow[] {
  const { draft, optics } = camera
  const { provenance } = draft
  const number = (value: number, digits = 1) => format.number(value, { maximumFractionDigits: digits })
  const metres = (value: number | null) => (value === null ? '—' : t('metres', { value: number(value) }))
  const degrees = (value: number | null) => (value === null ? '—' : `${number(value)}°`)
  const millimetres = (value: number | null) => (value === null ? '—' : `${number(value, 2)} mm`)
  return [
    {
      label: t('field.position'),
      value: `${draft.lng.toFixed(6)}, ${draft.lat.toFixed(6)}`,
      provenance: provenance['position'],
    },
    { label: t('field.mountKind'), value: t(`mount.${draft.mountKind}`) },
    {
      label: t('field.heightM'),
      value: metres(draft.heightM),
      provenance: draft.heightM === null ? 'default' : provenance['heightM'],
    },
    { label: t('field.bearing'), value: degrees(draft.bearing), provenance: provenance['bearing'] },
    {
      label: t('field.tilt'),
      value: degrees(draft.tilt),
      provenance: draft.tilt === null ? 'default' : provenance['tilt'],
    },
    { label: t('field.hfov'), value: degrees(optics.hfov), provenance: optics.provenance.hfov },
    { label: t('field.vfov'), value: degrees(optics.vfov), provenance: optics.provenance.vfov },
    { label: t('field.focalMm'), value: millimetres(draft.focalMm), provenance: provenance['focalMm'] },
    {
      label: t('field.sensor'),
      value:
        draft.sensorWidthMm === null
          ? '—'
          : `${number(draft.sensorWidthMm, 2)} × ${draft.sensorHeightMm === null ? '?' : number(draft.sensorHeightMm, 2)} mm`,
      provenance: provenance['sensor'],
    },
    {
      label: t('field.pixels'),
      value: `${optics.pixelsWide} × ${Math.round(optics.pixelsHigh)}`,
      provenance: optics.provenance.pixelsWide,
    },
    { label: t('field.rangeM'), value: metres(draft.rangeM), provenance: provenance['rangeM'] },
    {
      label: t('field.nightRangeM'),
      value: draft.nightRangeM === null ? t('noNightSight') : metres(draft.nightRangeM),
      provenance: draft.nightRangeM === null ? 'default' : provenance['nightRangeM'],
    },
    ...turningRows(camera, t, degrees),
    { label: t('field.ownership'), value: t(`owner.${camera.ownership}`) },
    { label: t('field.pointClass'), value: t(`pointClass.${camera.pointClass}` as 'pointClass.1') },
    { label: t('field.indoor'), value: t(camera.isIndoor ? 'yes' : 'no') },
    { label: t('field.isUnderRoof'), value: t(draft.isUnderRoof ? 'yes' : 'no') },
    { label: t('field.operator'), value: camera.operator ?? '—' },
    {
      label: t('field.installedAt'),
      value: camera.installedAt === null ? '—' : format.dateTime(camera.installedAt, { dateStyle: 'medium' }),
    },
    { label: t('field.streamPath'), value: camera.streamPath ?? '—' },
    {
      label: t('field.source'),
      value: `${t(`sourceKind.${camera.source.kind}` as 'sourceKind.osm')} · ${camera.source.crs}`,
    },
  ]
}

/** What only a PTZ has. */
function turningRows(
  { draft }: CameraDescription,
  t: ReturnType<typeof useTranslations<'camera'>>,
  degrees: (value: number | null) => string,
): FieldRow[] {
  if (draft.kind !== 'ptz') return []
  const isAllRound = draft.sweepFrom === null || draft.sweepTo === null
  return [
    {
      label: t('field.sweep'),
      value: isAllRound ? t('allRound') : t('fromTo', { from: degrees(draft.sweepFrom), to: degrees(draft.sweepTo) }),
      provenance: isAllRound ? 'default' : draft.provenance['sweep'],
    },
    { label: t('field.teleHfov'), value: degrees(draft.teleHfov), provenance: draft.provenance['teleHfov'] },
  ]
}

export function CameraFields({ camera }: { camera: CameraDescription }) {
  const t = useTranslations('camera')
  const format = useFormatter()
  const tags = Object.entries(camera.source.tags)
  return (
    <>
      <dl className="grid grid-cols-[auto_1fr_auto] gap-x-3 gap-y-1 text-[13px]">
        {rowsOf(camera, t, format).map(({ label, value, provenance }) => (
          <div key={label} className="col-span-3 grid grid-cols-subgrid">
            <dt className="text-ink-2">{label}</dt>
            <dd className="min-w-0 break-words text-right">{value}</dd>
            <dd className="w-20 text-ink-3 text-xs leading-5">
              {provenance && `${PROVENANCE_MARKS[provenance]} ${t(`provenance.${provenance}`)}`}
            </dd>
          </div>
        ))}
      </dl>
      {tags.length > 0 && (
        <details className="mt-2 text-xs">
          <summary className="cursor-pointer text-ink-2">{t('asItCame')}</summary>
          <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3 text-ink-3">
            {tags.map(([key, value]) => (
              <div key={key} className="col-span-2 grid grid-cols-subgrid">
                <dt>{key}</dt>
                <dd className="break-all">{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  )
}
