'use client'
/** The exact outline of what is seen in the chosen jurisdiction, as a file. */
import { useMutation } from '@tanstack/react-query'
import { TRPCClientError } from '@trpc/client'
import { Download } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import type { JurisdictionOutline } from '../../server/services/jurisdiction-outline'
import { useQuestion } from '../_map/plan-url'
import { api, messageOf } from '../_ui/api'
import { useLocalName } from '../_ui/city-context'
import { saveFile } from '../_ui/save-file'
import { Note } from './panel'
import { useAreaText } from './use-area-text'
import type { Plan } from './use-plan'

const fileNameOf = ({ properties: { jurisdiction_code, question, level } }: JurisdictionOutline) =>
  `coverage-${String(jurisdiction_code).replace(/[^\w-]+/g, '_')}-${question}-${level}.geojson`

const isTooLarge = (error: unknown) => error instanceof TRPCClientError && error.data?.code === 'PAYLOAD_TOO_LARGE'

function useExport(jurisdictionId: number) {
  const { question } = useQuestion()
  const asking = useRef<AbortController | null>(null)
  const stop = () => asking.current?.abort()
  const work = useMutation({
    mutationFn: async () => {
      asking.current = new AbortController()
      const { signal } = asking.current
      const outline = await api.coverage.export.query({ jurisdictionId, question }, { signal })
      const file = fileNameOf(outline)
      saveFile(file, JSON.stringify(outline), 'application/geo+json')
      return { file, seenM2: Number(outline.properties['seen_m2']), cameras: Number(outline.properties['cameras']) }
    },
  })
  // What was made under another question is not the answer to this one.
  const { reset } = work
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new question or jurisdiction is what it waits for
  useEffect(() => {
    asking.current?.abort()
    reset()
  }, [jurisdictionId, question, reset])
  return { ...work, isStopped: asking.current?.signal.aborted === true, stop }
}

export function OutlineExport({ chosen }: { chosen: NonNullable<Plan['chosen']> }) {
  const t = useTranslations('plan.export')
  const localName = useLocalName()
  const areaText = useAreaText()
  const { mutate, isPending, isError, isStopped, error, data, stop } = useExport(chosen.id)
  return (
    <div className="grid gap-2 border-line border-b px-4 py-3" data-testid="export">
      <div className="flex flex-wrap gap-2">
        <button type="button" className="button" disabled={isPending} onClick={() => mutate()}>
          <Download size={14} aria-hidden />
          {t(isPending ? 'working' : 'button')}
        </button>
        {isPending && (
          <button type="button" className="button quiet" onClick={stop}>
            {t('cancel')}
          </button>
        )}
      </div>
      <p className="text-ink-3 text-xs" role="status">
        {data
          ? t('done', { file: data.file, area: areaText(data.seenM2), cameras: data.cameras })
          : t('hint', { name: localName(chosen) })}
      </p>
      {isError && !isStopped && (
        <div role="alert">
          <Note tone="warn">{isTooLarge(error) ? t('tooLarge') : t('failed', { problem: messageOf(error) })}</Note>
        </div>
      )}
    </div>
  )
}
