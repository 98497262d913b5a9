'use client'
/** What the clock's time is to a vehicle, in words. */
import { useTranslations } from 'use-intl'
import { type Standing, standingAt } from '../../server/domain/tracks'
import type { Replay } from '../_timeline/replay'
import { useClock } from '../_timeline/use-replay'
import { usePassageWords } from './passage-words'
import type { TracedVehicle } from './traced-vehicles'

export function useStanding({ track, trace: { passages } }: TracedVehicle, replay: Replay) {
  const t = useTranslations('trace.standing')
  const words = usePassageWords()
  const said = useClock(replay, ({ time }) => {
    const { kind, row } = standingAt(track, time)
    return `${kind} ${row}`
  })
  const [kind, row] = [said.split(' ')[0] as Standing['kind'], Number(said.split(' ')[1])]
  const [last, next] = [passages[row], passages[row + 1]]
  const text = () => {
    if (kind === 'never') return t('never')
    if (kind === 'before') return t('before', { time: words.dayAndTime(next) })
    if (kind === 'after') return t('after', { time: words.dayAndTime(last) })
    if (kind === 'at') return t('at', { camera: words.camera(last) })
    if (kind === 'between') return t('between', { last: words.camera(last), next: words.camera(next) })
    return t('gap', { last: words.dayAndTime(last), next: words.dayAndTime(next) })
  }
  return { kind, text: text(), between: kind === 'between' ? [words.camera(last), words.camera(next)] : null }
}
