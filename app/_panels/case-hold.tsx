'use client'
/** Whether what was traced under an open case is kept for as long as the case is open. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { api, messageOf } from '../_ui/api'
import { useMay } from '../_ui/city-context'
import { Note } from './panel'

interface CaseHoldProps {
  id: number
  number: string
  isHeld: boolean
}

export function CaseHold({ id, number, isHeld }: CaseHoldProps) {
  const t = useTranslations('oversight')
  const mayHold = useMay()('city.edit')
  const client = useQueryClient()
  const change = useMutation({
    mutationFn: () => api.oversight.setHold.mutate({ id, isHeld: !isHeld }),
    onSettled: () =>
      Promise.all([['oversight', 'cases'], ['city-rules']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  })
  return (
    <div className="col-span-2 flex flex-wrap items-center gap-2 pt-0.5">
      {isHeld && <span className="text-xs">{t('held')}</span>}
      {mayHold && (
        <button
          type="button"
          className="button quiet"
          aria-label={t(isHeld ? 'releaseThis' : 'holdThis', { number })}
          disabled={change.isPending}
          onClick={() => change.mutate()}
        >
          {t(isHeld ? 'release' : 'hold')}
        </button>
      )}
      {change.error && <Note tone="warn">{messageOf(change.error)}</Note>}
    </div>
  )
}
