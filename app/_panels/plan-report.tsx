'use client'
/** The answer to the question: the figures that matter, then what they are made of. */
import { useTranslations } from 'use-intl'
import type { JurisdictionBlindSpots } from '../../server/services/jurisdiction-blind-spots'
import type { AskedPlace } from '../../server/services/place-shape'
import { useQuestion } from '../_map/plan-url'
import { api } from '../_ui/api'
import { useLocalName } from '../_ui/city-context'
import { WatchButton } from '../_wall/watch-button'
import { Figures, Note, Section } from './panel'
import { CertaintyBar, SeenByBar } from './seen-bars'
import { type Share, ShareList } from './share-list'
import { SpotTable } from './spot-table'
import { StreetTable } from './street-table'
import { useAreaText } from './use-area-text'
import { useFigures } from './use-figures'
import type { Place } from './use-place'
import type { Spots } from './use-spots'
import { useSubjectText } from './use-subject-text'

type Report = JurisdictionBlindSpots

export function PlanFigures({ report }: { report: Report }) {
  const t = useTranslations('plan')
  const areaText = useAreaText()
  const { percent, length, count, time } = useFigures()
  const { question } = useQuestion()
  return (
    <>
      <Figures
        items={[
          { label: t('shareSeen'), value: report.share === null ? '—' : percent(report.share), hint: t('shareHint') },
          { label: t('unseenStreet'), value: length(report.unseenStreetM), hint: t('unseenHint') },
          { label: t('spots'), value: count(report.spotCount) },
        ]}
      />
      <div className="grid gap-2 border-line border-b px-4 py-3">
        <CertaintyBar report={report} />
        <p className="text-ink-2 text-xs">{t('terrain')}</p>
        {report.assumed.includes('no-building-data') && <Note tone="warn">{t('noBuildings')}</Note>}
        <p className="text-ink-3 text-xs">
          {t(`basis.${question.kind}`, { time: question.at === null ? '' : time(question.at) })}{' '}
          {t('basisOf', {
            cameras: report.cameraCount,
            ground: areaText(report.areaM2),
            street: length(report.streetM),
            cell: report.cellM,
            time: time(report.computedAt),
          })}
        </p>
      </div>
    </>
  )
}

const seenShare = ({ watchedM2, seenM2 }: { watchedM2: number; seenM2: readonly number[] }) => seenM2[0] / watchedM2

export function PlanDetails({ report, spots, place }: { report: Report; spots: Spots; place: Place }) {
  const t = useTranslations('plan')
  const wall = useTranslations('wall')
  const localName = useLocalName()
  const subjectText = useSubjectText()
  const areaText = useAreaText()
  const { length } = useFigures()
  const levelNames = useTranslations('areas.level')
  const subjects = report.bySubject.map(
    (row): Share => ({
      key: row.subject,
      name: subjectText(row.subject),
      share: seenShare(row),
      of: areaText(row.watchedM2),
    }),
  )
  const levels = (report.byLevel ?? []).map(({ level, seenM2 }): Share => {
    const share = report.areaM2 === 0 ? 0 : seenM2 / report.areaM2
    return { key: level, name: levelNames(level), share, of: areaText(seenM2) }
  })
  const areas = report.byArea
    .map((row): Share & { watchedM2: number } => {
      const [name, kind] = [localName(row), subjectText(row.subject)]
      const named = name ? { name, kind } : { name: kind }
      return { key: row.id, ...named, share: seenShare(row), of: areaText(row.watchedM2), watchedM2: row.watchedM2 }
    })
    .sort((a, b) => a.share - b.share || b.watchedM2 - a.watchedM2)
  const classes = report.byClass.map(({ name, streetM, unseenStreetM }): Share => {
    return { key: name, name: subjectText(`street:${name}`), share: 1 - unseenStreetM / streetM, of: length(streetM) }
  })
  const selectedOf = (kind: AskedPlace['kind']) => (place.place?.kind === kind ? place.place.id : null)
  const street = selectedOf('street')
  return (
    <>
      <Section
        title={t('ranked')}
        aside={report.spotCount > report.spots.length ? t('first', { count: report.spots.length }) : undefined}
      >
        {report.spots.length === 0 ? <Note>{t('none')}</Note> : <SpotTable all={report.spots} shown={spots} />}
      </Section>
      <Section title={t('bySeen')}>
        <SeenByBar report={report} />
      </Section>
      <Section title={t('bySubject')} aside={t('ofGround')} isOpen={false}>
        <ShareList shares={subjects} />
      </Section>
      <Section title={t('byLevel')} aside={t('ofGround')} isOpen={false}>
        <ShareList shares={levels} />
      </Section>
      <Section title={t('byClass')} aside={t('ofLength')} isOpen={false}>
        <ShareList shares={classes} />
      </Section>
      <Section title={t('byStreet')} aside={report.byStreet.length} isOpen={false}>
        <StreetTable
          streets={report.byStreet}
          selectedId={street}
          onSelect={(id) => place.select({ kind: 'street', id })}
        />
        {street !== null && (
          <div className="pt-2">
            <WatchButton
              label={wall('watchStreet')}
              find={() => api.feeds.alongStreet.query({ jurisdictionId: report.jurisdictionId, name: street })}
            />
          </div>
        )}
      </Section>
      <Section title={t('byArea')} aside={t('worstFirst')} isOpen={false}>
        <ShareList
          shares={areas}
          selectedKey={selectedOf('area')}
          onSelect={(id) => place.select({ kind: 'area', id })}
        />
      </Section>
    </>
  )
}
