'use client'
/** Drawing a new outline: what to do, how large it is so far, and the same steps as buttons, for those without a keyboard. */
import type { Position } from 'geojson'
import { useFormatter, useTranslations } from 'use-intl'
import { type Largest, ringAreaM2, shapeProblem } from '../../server/domain/drawn-area'
import { useNewRing } from '../_map/use-drawing'
import { Figures, Note } from './panel'
import { useAreaText } from './use-area-text'

interface AreaSketchProps {
  /** What is being drawn, for whoever draws it. */
  hint: string
  largest?: Largest
  onFinish(ring: Position[]): void
  onCancel(): void
}

export function AreaSketch({ hint, largest, onFinish, onCancel }: AreaSketchProps) {
  const t = useTranslations('areas')
  const format = useFormatter()
  const areaText = useAreaText()
  const { ring, shown, back, finish } = useNewRing(onFinish, onCancel)
  const problem = ring.length > 2 ? shapeProblem(ring, largest) : null
  return (
    <div className="grid gap-3 pb-4">
      <Figures
        items={[
          { label: t('area'), value: ring.length > 1 ? areaText(ringAreaM2(shown)) : '—' },
          { label: t('corners'), value: format.number(ring.length) },
        ]}
      />
      <div className="grid gap-3 px-4">
        <Note>{t('drawing')}</Note>
        {problem && (
          <div role="alert">
            <Note tone="warn">{t(`problem.${problem.reason}`)}</Note>
          </div>
        )}
        <div className="flex flex-wrap gap-2">
          <button type="button" className="button primary" disabled={ring.length < 3 || !!problem} onClick={finish}>
            {t('finish')}
          </button>
          <button type="button" className="button" disabled={ring.length === 0} onClick={back}>
            {t('back')}
          </button>
          <button type="button" className="button quiet" onClick={onCancel}>
            {t('cancel')}
          </button>
        </div>
        <p className="text-ink-3 text-xs">{hint}</p>
      </div>
    </div>
  )
}
