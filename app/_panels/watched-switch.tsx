'use client'
/** Shows on the map what the rules make to be seen, and how many such places are in view. */
import { useQuery } from '@tanstack/react-query'
import { parseAsBoolean, useQueryState } from 'nuqs'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { watchedLayers } from '../_map/layers/watched-layers'
import { useMap, useMapLayers, useMapPlace } from '../_map/map-context'
import { api, messageOf } from '../_ui/api'
import { usePreferences } from '../_ui/providers'

const FROM_ZOOM = 13.5
/** About a kilometre, so that small moves ask for nothing new. */
const STEP = 0.01

export function WatchedSwitch() {
  const t = useTranslations('areas')
  const { locale } = usePreferences()
  const { palette } = useMap()
  const { view, bounds } = useMapPlace()
  const [isShown, setShown] = useQueryState('watched', parseAsBoolean.withDefault(false))
  const isNear = view.zoom >= FROM_ZOOM && bounds !== null
  const box =
    isShown && isNear
      ? (bounds.map((degrees, i) => (i < 2 ? Math.floor(degrees / STEP) : Math.ceil(degrees / STEP)) * STEP) as [
          number,
          number,
          number,
          number,
        ])
      : null
  const watched = useQuery({
    queryKey: ['watched', box],
    queryFn: ({ signal }) => api.areas.watched.query({ box: box! }, { signal }),
    enabled: box !== null,
    placeholderData: (previous) => previous,
  })
  const found = box ? watched.data : undefined
  const layers = useMemo(() => {
    const shapes = (found ?? [])
      .filter(({ subject }) => subject !== 'drawn')
      .map(({ id, subject, geometry, name, nameEn }) => ({
        ...{ id, geometry },
        tip: [t(`subjectOf.${subject as 'junction'}`), locale === 'en' ? (nameEn ?? name) : name]
          .filter(Boolean)
          .join(' · '),
      }))
    return watchedLayers({ shapes, palette })
  }, [found, palette, t, locale])
  useMapLayers('watched', layers, 'below')
  return (
    <div className="grid gap-1 px-4 py-3 text-[13px]">
      <label className="flex cursor-pointer items-center gap-2">
        <input
          type="checkbox"
          className="accent-[var(--accent)]"
          checked={isShown}
          onChange={(event) => void setShown(event.target.checked || null)}
        />
        {t('watched')}
      </label>
      {isShown && (
        <p className="pl-6 text-ink-3 text-xs" role="status">
          {watched.isError && messageOf(watched.error)}
          {!isNear && t('watchedZoom')}
          {found && t('watchedCount', { count: found.length })}
        </p>
      )}
    </div>
  )
}
