'use client'
/** How a passage's camera and its instant are written. */
import { useFormatter } from 'use-intl'
import { useLocalName } from '../_ui/city-context'
import type { Passage } from './trace-types'

const TO_THE_SECOND = { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false } as const

export function usePassageWords() {
  const format = useFormatter()
  const localName = useLocalName()
  return {
    camera: ({ cameraName, cameraNameEn, cameraCode }: Passage) =>
      localName({ name: cameraName, nameEn: cameraNameEn }) || cameraCode,
    time: ({ at }: Passage) => format.dateTime(at, TO_THE_SECOND),
    dayAndTime: ({ at }: Passage) => format.dateTime(at, { ...TO_THE_SECOND, month: 'short', day: 'numeric' }),
  }
}
