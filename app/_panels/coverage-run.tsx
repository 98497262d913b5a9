'use client'
/** How far a recomputation of coverage is, and what can be done about it. */
import { useTranslations } from 'use-intl'
import { messageOf } from '../_ui/api'
import { useMay } from '../_ui/city-context'
import { Note, Section } from './panel'
import type { useCoverageRun } from './use-coverage-run'
import { useFigures } from './use-figures'

type CoverageRun = ReturnType<typeof useCoverageRun>

/** While one runs, or after one that did not end well. */
export function CoverageProgress({ run, isRunning, start, cancel }: CoverageRun) {
  const t = useTranslations('plan.run')
  const mayEdit = useMay()('area.edit')
  const { count } = useFigures()
  const failure = start.error ?? cancel.error
  if (!run || (run.state === 'done' && !failure)) return null
  return (
    <div
      className="sticky top-0 z-10 grid gap-2 border-line border-b bg-surface-2 px-4 py-3 text-[13px]"
      data-testid="coverage-run"
    >
      <p role="status">
        {isRunning
          ? run.total === 0
            ? t('begins')
            : t(`step.${run.step as 'tiles'}`, { done: count(run.done), total: count(run.total) })
          : t(`ended.${run.state as 'failed'}`, { problem: run.problem ?? '' })}
      </p>
      {isRunning && (
        <progress
          className="h-2 w-full accent-[var(--accent)]"
          aria-label={t('progress')}
          value={run.done}
          max={run.total || 1}
        />
      )}
      {failure && (
        <div role="alert">
          <Note tone="warn">{messageOf(failure)}</Note>
        </div>
      )}
      {mayEdit && (
        <div>
          {isRunning ? (
            <button type="button" className="button" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
              {t('cancel')}
            </button>
          ) : (
            run.state !== 'done' && (
              <button type="button" className="button" disabled={start.isPending} onClick={() => start.mutate(true)}>
                {t('resume')}
              </button>
            )
          )}
        </div>
      )}
    </div>
  )
}

export function CoverageComputation({ run, isRunning, start }: CoverageRun) {
  const t = useTranslations('plan.run')
  const mayEdit = useMay()('area.edit')
  const { time } = useFigures()
  return (
    <Section title={t('title')} isOpen={false}>
      <p className="text-[13px] text-ink-2">
        {run?.finishedAt && t('last', { time: time(run.finishedAt) })} {!run && t('never')} {t('hint')}
      </p>
      {mayEdit && (
        <button
          type="button"
          className="button mt-2"
          disabled={isRunning || start.isPending}
          onClick={() => start.mutate(false)}
        >
          {t('start')}
        </button>
      )}
    </Section>
  )
}
