'use client'
/** The second factor of one's own account: none, being set up, or set. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { api, messageOf } from '../_ui/api'
import { FactorSetUp } from './factor-set-up'
import { Note, Skeleton } from './panel'
import { RecoveryCodes } from './recovery-codes'

const KEY = ['own-second-factor']

export function OwnSecondFactor() {
  const t = useTranslations('account.factor')
  const client = useQueryClient()
  const reload = () => client.invalidateQueries({ queryKey: KEY })
  const factor = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api.account.secondFactor.query(undefined, { signal }),
  })
  const renew = useMutation({ mutationFn: () => api.account.renewRecoveryCodes.mutate() })
  const remove = useMutation({ mutationFn: () => api.account.removeSecondFactor.mutate(), onSuccess: reload })
  if (factor.isError) return <Note tone="warn">{messageOf(factor.error)}</Note>
  if (!factor.data) return <Skeleton lines={2} />
  if (!factor.data.isSet) return <FactorSetUp onDone={reload} />
  if (renew.data)
    return (
      <RecoveryCodes
        codes={renew.data}
        onDone={() => {
          renew.reset()
          void reload()
        }}
      />
    )
  const problem = renew.error ?? remove.error
  return (
    <div className="grid gap-3" data-testid="factor-set">
      <p className="text-[13px]">{t('isSet', { count: factor.data.recoveryCodesLeft })}</p>
      {problem && <Note tone="warn">{messageOf(problem)}</Note>}
      <div className="flex flex-wrap gap-2">
        <button type="button" className="button" disabled={renew.isPending} onClick={() => renew.mutate()}>
          {t('renew')}
        </button>
        {!factor.data.isRequired && (
          <button type="button" className="button" disabled={remove.isPending} onClick={() => remove.mutate()}>
            {t('remove')}
          </button>
        )}
      </div>
      {factor.data.isRequired && <p className="text-ink-3 text-xs">{t('required')}</p>}
    </div>
  )
}
