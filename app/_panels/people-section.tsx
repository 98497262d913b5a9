'use client'
/** Who may sign in: found by any of their words, opened by a click. The chosen one stands in the address. */
import { parseAsInteger, useQueryState } from 'nuqs'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { messageOf } from '../_ui/api'
import { useLocalName } from '../_ui/city-context'
import { AddPerson } from './add-person'
import { Note, Skeleton } from './panel'
import { PersonEditor } from './person-editor'
import { type Person, usePeople } from './use-people'

const MANY = 8

function PersonLine({ person, onOpen }: { person: Person; onOpen(): void }) {
  const t = useTranslations('people')
  const roles = useTranslations('admin.role')
  const localName = useLocalName()
  const where = localName({ name: person.jurisdiction, nameEn: person.jurisdictionEn }) || t('wholeCity')
  return (
    <button
      type="button"
      className="-mx-2 grid w-[calc(100%+1rem)] grid-cols-[1fr_auto] gap-x-2 rounded-md px-2 py-1 text-left hover:bg-surface-2"
      onClick={onOpen}
    >
      <span className={`truncate ${person.isActive ? '' : 'text-ink-3 line-through'}`}>{person.displayName}</span>
      <span className="text-ink-2">{roles(person.role)}</span>
      <span className="truncate text-ink-3 text-xs">
        {person.unit} · {where}
      </span>
      <span className="text-right text-ink-3 text-xs">
        {person.isActive ? (person.isLocked ? t('locked') : person.username) : t('disabled')}
      </span>
    </button>
  )
}

export function PeopleSection() {
  const t = useTranslations('people')
  const people = usePeople()
  const [chosenId, setChosenId] = useQueryState('person', parseAsInteger)
  const [isAdding, setIsAdding] = useState(false)
  const [text, setText] = useState('')
  if (people.isError) return <Note tone="warn">{messageOf(people.error)}</Note>
  if (!people.data) return <Skeleton />
  const chosen = people.data.find(({ id }) => id === chosenId)
  if (isAdding) return <AddPerson onDone={() => setIsAdding(false)} />
  if (chosen) return <PersonEditor key={chosen.id} person={chosen} onDone={() => setChosenId(null)} />
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const found = people.data.filter((person) => {
    const all = [person.displayName, person.username, person.unit].join(' ').toLowerCase()
    return words.every((word) => all.includes(word))
  })
  return (
    <div className="grid gap-3" data-testid="people">
      <div className="flex gap-2">
        {people.data.length > MANY && (
          <input
            type="search"
            className="field"
            aria-label={t('find')}
            placeholder={t('find')}
            maxLength={120}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
        <button type="button" className="button" onClick={() => setIsAdding(true)}>
          {t('addPerson')}
        </button>
      </div>
      {found.length === 0 && <p className="text-ink-2">{t('nobody')}</p>}
      <ul className="grid max-h-[420px] gap-1 overflow-y-auto px-2 text-[13px]">
        {found.map((person) => (
          <li key={person.id}>
            <PersonLine person={person} onOpen={() => setChosenId(person.id)} />
          </li>
        ))}
      </ul>
    </div>
  )
}
