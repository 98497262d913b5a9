'use client'
/** What a camera is at a glance: its state and kind, and how much it sees, of the draft where there is one. */
import { useFormatter, useTranslations } from 'use-intl'
import type { CameraDescription } from '../../server/services/describe-camera'
import { messageOf } from '../_ui/api'
import { StateMark } from '../_ui/state-mark'
import { Figures, Note } from './panel'
import { SeenChangeLine } from './seen-change-line'
import type { CameraEdit } from './use-camera-edit'

/** Beyond this a clock is worth a look. */
const CLOCK_OFF_MS = 10_000

export function CameraBadges({
  camera,
  kind,
}: {
  camera: CameraDescription
  kind: CameraDescription['draft']['kind']
}) {
  const t = useTranslations('camera')
  const states = useTranslations('state')
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 pt-3 text-[13px]">
      <span className="inline-flex items-center gap-1.5 rounded-full border border-line px-2 py-0.5">
        <StateMark state={camera.state} />
        {states(camera.state)}
      </span>
      <span className="rounded-full border border-line px-2 py-0.5">{t(`kind.${kind}`)}</span>
      {camera.readsPlates && <span className="rounded-full border border-line px-2 py-0.5">{t('readsPlates')}</span>}
      {camera.clockBehindMs !== null && (
        <span
          className={`rounded-full border px-2 py-0.5 ${Math.abs(camera.clockBehindMs) > CLOCK_OFF_MS ? 'border-fault' : 'border-line'}`}
          title={t('clockHint')}
        >
          {t(camera.clockBehindMs < 0 ? 'clockAhead' : 'clockBehind', {
            seconds: Math.abs(camera.clockBehindMs) / 1_000,
          })}
        </span>
      )}
      {camera.isPlanned && (
        <span className="rounded-full border border-line border-dashed px-2 py-0.5">{t('isPlanned')}</span>
      )}
      {camera.isRetired && <span className="rounded-full border border-offline px-2 py-0.5">{t('isRetired')}</span>}
    </div>
  )
}

export function CameraSeen({ camera, edit }: { camera: CameraDescription; edit: CameraEdit }) {
  const t = useTranslations('camera')
  const format = useFormatter()
  const { draft, preview, failure } = edit
  const seenM2 = preview.view?.areaM2 ?? camera.viewshed?.areaM2
  const ofM2 = preview.view?.footprintAreaM2 ?? camera.viewshed?.footprintAreaM2
  const assumed = preview.view?.assumed ?? camera.viewshed?.assumed ?? []
  const farM = preview.view?.farM ?? camera.footprint.farM
  const problems = [failure && messageOf(failure), preview.problem].filter((text) => text != null)
  return (
    <>
      <Figures
        items={[
          {
            label: t('sees'),
            value: seenM2 === undefined ? '—' : t('squareMetres', { value: format.number(Math.round(seenM2)) }),
            hint: t('seesHint'),
          },
          {
            label: t('share'),
            value:
              seenM2 === undefined || !ofM2
                ? '—'
                : format.number(seenM2 / ofM2, { style: 'percent', maximumFractionDigits: 0 }),
            hint: t('shareHint'),
          },
          {
            label: t('range'),
            value: t('metres', { value: format.number(farM, { maximumSignificantDigits: 3 }) }),
            hint: t('rangeHint'),
          },
        ]}
      />
      {draft && <SeenChangeLine change={preview.change} />}
      {seenM2 !== undefined && (
        <div className="px-4 pt-3">
          <Note>
            {t('assumedNote', {
              fields: format.list([
                ...new Set([...assumed, 'terrain'].map((field) => t(`field.${field}` as 'field.bearing'))),
              ]),
            })}
          </Note>
        </div>
      )}
      {problems.map((text) => (
        <div key={text} className="px-4 pt-3" role="alert">
          <Note tone="warn">{text}</Note>
        </div>
      ))}
    </>
  )
}
