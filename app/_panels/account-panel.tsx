'use client'
/** One's own account: where one is signed in, and what one signs in with. */
import { useTranslations } from 'use-intl'
import { useCity } from '../_ui/city-context'
import { OwnPassword } from './own-password'
import { OwnSecondFactor } from './own-second-factor'
import { OwnSessions } from './own-sessions'
import { Panel, Section } from './panel'

export function AccountPanel() {
  const t = useTranslations('account')
  const roles = useTranslations('admin.role')
  const { person } = useCity()
  return (
    <Panel title={t('title')} subtitle={`${person.displayName} · ${roles(person.role)} · ${person.unit}`}>
      <Section title={t('sessions')}>
        <OwnSessions />
      </Section>
      <Section title={t('factor.title')}>
        <OwnSecondFactor />
      </Section>
      <Section title={t('password')} isOpen={false}>
        <OwnPassword />
      </Section>
    </Panel>
  )
}
