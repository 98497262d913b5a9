'use client'
/** Plates that may be the one: each a lead, none a proof. */
import { useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Note } from '../_panels/panel'
import { PassagePictures } from './passage-pictures'
import type { Lead, Leads } from './use-leads'
import { useVehicleWords } from './vehicle-words'

interface LeadRowProps {
  lead: Lead
  caseId: number
  onTrace(plate: string): void
}

function LeadRow({ lead, caseId, onTrace }: LeadRowProps) {
  const t = useTranslations('leads')
  const pictures = useTranslations('picture')
  const [isOpen, setIsOpen] = useState(false)
  const format = useFormatter()
  const words = useVehicleWords()
  const looks = [...lead.colours.map(words.colour), ...lead.classes.map(words.vehicleClass)]
  return (
    <li className="grid gap-1 rounded-lg border border-line px-3 py-2" data-testid="lead" data-plate={lead.plate}>
      <div className="flex items-baseline justify-between gap-2">
        <span className="font-semibold tracking-wide">{lead.plate}</span>
        <span className="text-ink-3 text-xs">{t(`formats.${lead.format}`)}</span>
      </div>
      {lead.cost !== null && (
        <span className="text-ink-2 text-xs">
          {lead.cost === 0
            ? t('asAsked')
            : t('misread', { cost: format.number(lead.cost, { maximumFractionDigits: 2 }) })}
        </span>
      )}
      <span className="text-ink-2 text-xs">
        {t('read', {
          passages: lead.passages,
          cameras: lead.cameras,
          span: format.dateTimeRange(lead.firstAt, lead.lastAt, { dateStyle: 'short', timeStyle: 'short' }),
        })}
      </span>
      {looks.length > 0 && <span className="text-ink-3 text-xs">{looks.join(' · ')}</span>}
      <div className="flex flex-wrap gap-1.5">
        <button type="button" className="button" onClick={() => onTrace(lead.plate)}>
          {t('trace', { plate: lead.plate })}
        </button>
        {lead.pictured && (
          <button type="button" className="button" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            {pictures('last')}
          </button>
        )}
      </div>
      {lead.pictured && isOpen && (
        <PassagePictures
          caseId={caseId}
          subject={{ ...lead.pictured, plate: lead.plate }}
          name={format.dateTime(lead.pictured.at, { dateStyle: 'short', timeStyle: 'medium' })}
        />
      )}
    </li>
  )
}

interface LeadListProps extends Omit<LeadRowProps, 'lead'> {
  leads: Leads
}

export function LeadList({ leads, caseId, onTrace }: LeadListProps) {
  const t = useTranslations('leads')
  const pictures = useTranslations('picture')
  const format = useFormatter()
  return (
    <div className="grid gap-2 pt-2" data-testid="leads">
      <p className="text-[13px]" role="status">
        {t('found', { count: leads.leads.length, fitting: leads.fitting, plates: leads.plates })}
      </p>
      <Note>{t('noProof')}</Note>
      {leads.isCut && <Note tone="warn">{t('cut')}</Note>}
      {leads.leads.length === 0 && <p className="text-[13px] text-ink-2">{t('none')}</p>}
      <ul className="grid gap-1.5">
        {leads.leads.map((lead) => (
          <LeadRow key={lead.plate} {...{ lead, caseId, onTrace }} />
        ))}
      </ul>
      {leads.leads.some(({ pictured }) => pictured) && <p className="text-ink-3 text-xs">{pictures('honest')}</p>}
      <p className="text-ink-3 text-xs">{t('asOf', { time: format.dateTime(leads.at, { timeStyle: 'medium' }) })}</p>
    </div>
  )
}
