'use client'
/** The settings that hold everywhere in the city, with what follows from a change. */
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { DENSITY_LEVELS, type DensityStandard } from '../../server/domain/optics'
import { useCity } from '../_ui/city-context'
import { Field, NumberField } from '../_ui/field'
import { Note } from './panel'
import { Saving } from './saving'
import { useSettingsForm } from './use-settings-form'

const STANDARDS = Object.keys(DENSITY_LEVELS).toReversed() as DensityStandard[]
const MOST_HEIGHT_M = 3

export function CitySettings() {
  const t = useTranslations('citySettings')
  const levels = useTranslations('optics.level')
  const city = useCity()
  const router = useRouter()
  const client = useQueryClient()
  const stored = {
    densityStandard: city.densityStandard,
    targetHeightM: city.targetHeightM,
    timeZone: city.timeZone,
  }
  const { edited, set, save, isDirty, submit } = useSettingsForm(stored, () => {
    router.refresh()
    void client.invalidateQueries()
  })
  const levelsOfStandard = DENSITY_LEVELS[edited.densityStandard].map(
    ({ name, pixelsPerM }) => `${levels(name)} ${pixelsPerM}`,
  )
  return (
    <form onSubmit={submit} className="grid gap-3" data-testid="city-settings">
      <Field label={t('standard')} hint={`${levelsOfStandard.join(' · ')} px/m`}>
        <select
          className="field"
          value={edited.densityStandard}
          onChange={(event) => set({ densityStandard: event.target.value as DensityStandard })}
        >
          {STANDARDS.map((standard) => (
            <option key={standard} value={standard}>
              {t(`standardName.${standard}`)}
            </option>
          ))}
        </select>
      </Field>
      <NumberField
        label={t('targetHeight')}
        hint={t('targetHeightHint')}
        min={0}
        max={MOST_HEIGHT_M}
        step="any"
        defaultValue={edited.targetHeightM}
        onNumber={(targetHeightM) => set({ targetHeightM })}
      />
      <Field label={t('timeZone')}>
        <select className="field" value={edited.timeZone} onChange={(event) => set({ timeZone: event.target.value })}>
          {[...new Set([stored.timeZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])].map((zone) => (
            <option key={zone}>{zone}</option>
          ))}
        </select>
      </Field>
      <Note>{t('follows')}</Note>
      <Saving
        mutation={save}
        done={save.isSuccess && !isDirty && t(save.data.isViewshedChange ? 'savedAndComputing' : 'saved')}
        isReady={isDirty}
      >
        {t('save')}
      </Saving>
    </form>
  )
}
