'use client'
/** Every jurisdiction in scope under the same question, side by side. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useQuestion } from '../_map/plan-url'
import { api, messageOf } from '../_ui/api'
import { useLocalName } from '../_ui/city-context'
import { Note, Section, Skeleton } from './panel'
import { ShareList } from './share-list'
import { useFigures } from './use-figures'

export function JurisdictionShares({ chosenId, onChoose }: { chosenId: number; onChoose(id: number): void }) {
  const t = useTranslations('plan')
  const localName = useLocalName()
  const { length } = useFigures()
  const { question } = useQuestion()
  const [isWanted, setWanted] = useState(false)
  const shares = useQuery({
    queryKey: ['shares', question],
    queryFn: ({ signal }) => api.coverage.shares.query({ question }, { signal }),
    enabled: isWanted,
    placeholderData: (previous) => previous,
    staleTime: 30_000,
  })
  const rows = (shares.data ?? []).map(({ id, kind, name, nameEn, areaM2, seenM2, unseenStreetM }) => ({
    key: String(id),
    name: localName({ name, nameEn }),
    kind: t(`kind.${kind}`),
    share: areaM2 === 0 ? 0 : seenM2 / areaM2,
    of: t('unseenOf', { length: length(unseenStreetM) }),
  }))
  return (
    <Section title={t('byJurisdiction')} aside={t('ofGround')} isOpen={false} onOpen={() => setWanted(true)}>
      {shares.isError && (
        <div role="alert">
          <Note tone="warn">{messageOf(shares.error)}</Note>
        </div>
      )}
      {!shares.data && shares.isFetching && (
        <>
          <p className="text-[13px] text-ink-2" role="status">
            {t('sharesComputing')}
          </p>
          <Skeleton lines={5} />
        </>
      )}
      {shares.data && (
        <div className={shares.isPlaceholderData ? 'opacity-60' : ''} data-testid="shares">
          <ShareList shares={rows} selectedKey={String(chosenId)} onSelect={(key) => onChoose(Number(key))} />
        </div>
      )}
    </Section>
  )
}
