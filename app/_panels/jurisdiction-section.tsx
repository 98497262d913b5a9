'use client'
/** The jurisdictions there are, and how others come in. A click opens one, and shows it on the map. */
import { useQuery } from '@tanstack/react-query'
import { useQueryState } from 'nuqs'
import { useTranslations } from 'use-intl'
import { useMap } from '../_map/map-context'
import { api, messageOf } from '../_ui/api'
import { useLocalName, useMay } from '../_ui/city-context'
import { NEW } from './jurisdiction-panel'
import { jurisdictionTree } from './jurisdiction-tree'
import { Note, Skeleton } from './panel'

const ZOOM = { city: 11.5, district: 13, station: 14 }
const INDENT = ['', 'pl-3', 'pl-6']

export function JurisdictionSection() {
  const t = useTranslations('jurisdictions')
  const localName = useLocalName()
  const { flyTo } = useMap()
  const mayEdit = useMay()('city.edit')
  const [, open] = useQueryState('jurisdiction', { history: 'push' })
  const list = useQuery({
    queryKey: ['oversight', 'jurisdictions'],
    queryFn: ({ signal }) => api.oversight.jurisdictions.query(undefined, { signal }),
  })
  if (list.isError) return <Note tone="warn">{messageOf(list.error)}</Note>
  if (!list.data) return <Skeleton lines={3} />
  return (
    <div className="grid gap-3" data-testid="jurisdictions">
      {list.data.length === 0 && <p className="text-ink-2">{t('none')}</p>}
      <ul className="grid gap-1 text-[13px]">
        {jurisdictionTree(list.data).map(({ center: [lng, lat], depth, ...jurisdiction }) => (
          <li key={jurisdiction.id} className={INDENT[Math.min(depth, INDENT.length - 1)]}>
            <button
              type="button"
              className="-mx-2 flex w-[calc(100%+1rem)] items-baseline gap-2 rounded-md px-2 py-1 text-left hover:bg-surface-2"
              onClick={() => {
                flyTo({ zoom: ZOOM[jurisdiction.kind], lng, lat })
                if (mayEdit) void open(String(jurisdiction.id))
              }}
            >
              <span className="min-w-0 flex-1 truncate">{localName(jurisdiction)}</span>
              <span className="text-ink-3 text-xs">
                {t('people', { count: jurisdiction.people })} · {t('cameras', { count: jurisdiction.cameras })}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {mayEdit && (
        <button type="button" className="button justify-self-start" onClick={() => void open(NEW)}>
          {t('draw')}
        </button>
      )}
      <p className="text-ink-3 text-xs">{t('import')}</p>
      <code className="break-all rounded-lg bg-surface-2 px-3 py-2 text-xs">
        npm run import -- jurisdictions areas.geojson
      </code>
    </div>
  )
}
