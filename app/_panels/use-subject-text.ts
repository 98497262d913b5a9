'use client'
import { useTranslations } from 'use-intl'

/** What a subject of the watch is called: a class of street, a kind of place, or ground that was drawn. */
export function useSubjectText(): (subject: string) => string {
  const classes = useTranslations('roadClass')
  const areas = useTranslations('areas')
  return (subject) => {
    if (subject === 'drawn') return areas('kind.watch')
    const [kind, roadClass] = subject.split(':')
    if (kind !== 'street') return areas(`subjectOf.${kind as 'junction'}`)
    return classes.has(roadClass as 'primary') ? classes(roadClass as 'primary') : roadClass
  }
}
