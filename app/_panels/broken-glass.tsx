'use client'
/** Tells whoever broke the glass, in every workspace, that it is seen and not judged yet. */
import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useFormatter, useTranslations } from 'use-intl'
import { api } from '../_ui/api'
import { useMay } from '../_ui/city-context'
import { REVIEWS } from './review-form'

const POLL_MS = 60_000

export function BrokenGlass() {
  const t = useTranslations('review')
  const format = useFormatter()
  const own = useQuery({
    queryKey: [...REVIEWS, 'own'],
    queryFn: ({ signal }) => api.reviews.own.query(undefined, { signal }),
    refetchInterval: POLL_MS,
    enabled: useMay()('passage.read'),
  })
  if (!own.data?.length) return null
  const at = format.dateTime(own.data[0].at, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <div
      className="flex items-start gap-2 border-fault border-b-2 bg-surface px-4 py-2 text-[13px]"
      role="status"
      data-testid="broken-glass"
    >
      <TriangleAlert size={18} className="mt-px shrink-0 text-fault" aria-hidden />
      <p>
        <strong className="font-semibold">{t('own', { count: own.data.length, at })}</strong> {t('ownHint')}
      </p>
    </div>
  )
}
