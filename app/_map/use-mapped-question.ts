'use client'
/** What the map shows of the question in the address; a shape is always about the cameras that work now. */
import { useQueryState } from 'nuqs'
import { useMemo } from 'react'
import type { BlindSpotQuestion } from '../../server/services/jurisdiction-blind-spots'
import { isOnMap, parseAsRing, useQuestion } from './plan-url'

export function useMappedQuestion() {
  const { question, usedLevel } = useQuestion()
  const [shape] = useQueryState('shape', parseAsRing)
  const isOfShape = shape !== null
  const asked = useMemo<BlindSpotQuestion>(
    () => (isOfShape ? { kind: 'effective', ownership: null, at: null, level: question.level } : question),
    [isOfShape, question],
  )
  const isStored = isOnMap(asked)
  return {
    /** What is asked, which an exact outline answers whatever it is. */
    asked,
    /** What stored cells show of it. */
    purpose: isStored && asked.kind === 'effective' ? ('effective' as const) : ('designed' as const),
    isOther: !isStored,
    level: question.level,
    usedLevel,
  }
}
