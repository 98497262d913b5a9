'use client'
/** A camera that turns, from above: all that it can turn to, where it rests, and where it looked last. North is up. */
import { useId } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { LiveAim } from '../../server/domain/camera'
import { type Footprint, type FootprintCamera, homeFootprint } from '../../server/domain/footprint'
import { liveFootprint, sweepFootprint } from '../../server/domain/turning-footprints'
import { type DrawingSettings, sectorPath } from './optics-drawing-shape'
import { useMetres } from './use-metres'

const RADIUS = 60

interface OpticsPlanProps {
  camera: FootprintCamera
  aim: LiveAim | null
  settings: DrawingSettings
}

export function OpticsPlan({ camera, aim, settings }: OpticsPlanProps) {
  const t = useTranslations('optics')
  const metres = useMetres()
  const format = useFormatter()
  const id = useId()
  const sweep = sweepFootprint(camera, settings)
  const home = homeFootprint(camera, settings)
  const live = aim && liveFootprint(camera, aim, settings)
  const scale = RADIUS / Math.max(sweep.farM, home?.farM ?? 0, live?.farM ?? 0, 1)
  const path = ({ bearing, hfov, nearM, farM }: Footprint) => sectorPath(bearing, hfov, nearM * scale, farM * scale)
  const cone = ({ bearing, hfov, farM }: Footprint) =>
    t('cone', { bearing: metres(bearing ?? 0), hfov: metres(hfov), far: metres(farM) })
  const sweeps =
    sweep.bearing === null
      ? t('sweepsAllRound', { far: metres(sweep.farM) })
      : t('sweeps', { from: metres(camera.sweepFrom ?? 0), to: metres(camera.sweepTo ?? 0), far: metres(sweep.farM) })
  const lives = live && aim ? `${cone(live)} · ${format.relativeTime(aim.at)}` : t('neverSaid')
  const rows = [
    {
      key: 'sweep',
      swatch: 'border-dashed bg-coverage/15',
      name: t('sweepCone'),
      text: sweeps,
      isAssumed: sweep.bearing === null && camera.sweepFrom == null,
    },
    {
      key: 'home',
      swatch: 'bg-coverage/40',
      name: t('homeCone'),
      text: home ? cone(home) : t('homeUnknown'),
      isAssumed: false,
    },
    { key: 'live', swatch: 'bg-accent', name: t('liveCone'), text: lives, isAssumed: false },
  ]
  return (
    <div className="grid gap-2">
      <div className="flex items-center gap-3">
        <svg viewBox="-70 -74 140 144" className="w-32 shrink-0 text-[10.5px]" role="img" aria-labelledby={id}>
          <title id={id}>{t('plan')}</title>
          <text y={-64} textAnchor="middle" className="fill-ink-2">
            {t('north')}
          </text>
          <path
            d={path(sweep)}
            fillRule="evenodd"
            className="fill-coverage stroke-coverage"
            fillOpacity={0.15}
            strokeDasharray={rows[0].isAssumed ? '4 3' : undefined}
          />
          {home && (
            <path d={path(home)} className="fill-coverage stroke-coverage" fillOpacity={0.3} strokeWidth={1.5} />
          )}
          {live && <path d={path(live)} className="fill-accent stroke-ink" fillOpacity={0.75} />}
          <circle r={3} className="fill-ink" />
        </svg>
        <dl className="grid min-w-0 gap-1.5 text-xs">
          {rows.map(({ key, swatch, name, text, isAssumed }) => (
            <div key={key}>
              <dt className="font-medium">
                <span
                  aria-hidden
                  className={`mr-1.5 inline-block size-2.5 rounded-sm border border-coverage ${swatch}`}
                />
                {name}
                {isAssumed && <span className="ml-1.5 text-fault">○ {t('assumed')}</span>}
              </dt>
              <dd className="text-ink-2">{text}</dd>
            </div>
          ))}
        </dl>
      </div>
      <p className="text-ink-3 text-xs">{t('sweepCounts')}</p>
    </div>
  )
}
