'use client'
import { useFormatter, useTranslations } from 'use-intl'
import type { CameraDescription } from '../../server/services/describe-camera'
import { StateMark } from '../_ui/state-mark'

/** Fields that follow from others and say nothing to a reader. */
const SILENT = ['provenance', 'jurisdictionId']

export function CameraHistory({ camera }: { camera: CameraDescription }) {
  const t = useTranslations('camera')
  const states = useTranslations('state')
  const format = useFormatter()
  const when = (at: number) => format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' })
  const named = (fields: string[]) =>
    format.list([
      ...new Set(
        fields
          .filter((field) => !SILENT.includes(field))
          .map((field) => t(`field.${field === 'lng' || field === 'lat' ? 'position' : field}` as 'field.bearing')),
      ),
    ])
  return (
    <div className="grid gap-3 text-[13px]">
      <ol className="grid gap-1.5">
        {camera.revisions.map((revision) => (
          <li key={revision.version} className="grid grid-cols-[2.2rem_1fr]">
            <span className="text-ink-3">v{revision.version}</span>
            <span>
              {t(`action.${revision.action}`)}
              {revision.fields.length > 0 && <span className="text-ink-2"> · {named(revision.fields)}</span>}
              <span className="block text-ink-3 text-xs">
                {when(revision.at)} · {revision.person ?? t('system')}
              </span>
            </span>
          </li>
        ))}
      </ol>
      <h3 className="font-medium">{t('stateHistory')}</h3>
      <ol className="grid gap-1">
        {camera.states.map((row) => (
          <li key={`${row.fromAt} ${row.state}`} className="flex items-center gap-2">
            <StateMark state={row.state} />
            {states(row.state)}
            <span className="text-ink-3 text-xs">
              {t('since', { time: when(row.fromAt) })} · {t(`stateSource.${row.source}`)}
            </span>
          </li>
        ))}
        {camera.states.length === 0 && <li className="text-ink-2">{t('noStates')}</li>}
      </ol>
    </div>
  )
}
