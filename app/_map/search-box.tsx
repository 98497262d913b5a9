'use client'
/** Finds a camera by name or code. `/` or ⌘K goes here, arrows choose, Enter goes there. */
import { useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useQueryStates } from 'nuqs'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { api } from '../_ui/api'
import { useLocalName } from '../_ui/city-context'
import { useMap } from './map-context'
import { urlState } from './url-state'

const CLOSE_UP_ZOOM = 17

function useFocusKey(input: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)
      if ((event.key === 'k' && (event.metaKey || event.ctrlKey)) || (event.key === '/' && !isTyping)) {
        event.preventDefault()
        input.current?.focus()
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [input])
}

export function SearchBox() {
  const t = useTranslations('search')
  const input = useRef<HTMLInputElement>(null)
  const listId = useId()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  const [isOpen, setIsOpen] = useState(false)
  const [, setUrl] = useQueryStates(urlState)
  const { flyTo } = useMap()
  const localName = useLocalName()
  useFocusKey(input)
  const wanted = text.trim()
  const found = useQuery({
    queryKey: ['search', wanted],
    queryFn: ({ signal }) => api.cameras.search.query({ text: wanted }, { signal }),
    enabled: wanted.length > 0,
    placeholderData: (previous) => previous,
  })
  const hits = wanted ? (found.data ?? []) : []

  const go = (hit: (typeof hits)[number] | undefined) => {
    if (!hit) return
    setIsOpen(false)
    input.current?.blur()
    void setUrl({ camera: hit.id })
    flyTo({ zoom: CLOSE_UP_ZOOM, lng: hit.lng, lat: hit.lat })
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setChosen((index) => Math.min(index + 1, hits.length - 1))
    else if (event.key === 'ArrowUp') setChosen((index) => Math.max(index - 1, 0))
    else if (event.key === 'Enter') go(hits[chosen])
    else if (event.key === 'Escape') input.current?.blur()
    else return
    event.preventDefault()
  }

  return (
    <search className="pointer-events-auto relative w-full max-w-[360px]">
      <div className="float flex items-center gap-2 px-3">
        <Search size={16} className="text-ink-3" aria-hidden />
        <input
          ref={input}
          className="h-10 w-full bg-transparent outline-none placeholder:text-ink-3"
          role="combobox"
          aria-expanded={isOpen && hits.length > 0}
          aria-controls={listId}
          aria-label={t('label')}
          placeholder={t('placeholder')}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setChosen(0)
            setIsOpen(true)
          }}
          onFocus={() => setIsOpen(true)}
          onBlur={() => setIsOpen(false)}
          onKeyDown={onKeyDown}
        />
        <kbd className="rounded border border-line px-1.5 text-[11px] text-ink-3">/</kbd>
      </div>
      {isOpen && wanted && (
        <div
          id={listId}
          role="listbox"
          aria-label={t('results')}
          className="float absolute z-10 mt-1 max-h-80 w-full overflow-auto p-1"
        >
          {hits.map((hit, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox handles the keys
            // biome-ignore lint/a11y/useFocusableInteractive: options of a combobox are not focused themselves
            <div
              key={hit.id}
              role="option"
              aria-selected={index === chosen}
              className={`cursor-pointer rounded-md px-2 py-1.5 ${index === chosen ? 'bg-accent-soft' : ''}`}
              onMouseDown={(event) => event.preventDefault()}
              onMouseEnter={() => setChosen(index)}
              onClick={() => go(hit)}
            >
              <div className="truncate">{localName(hit) || hit.code}</div>
              <div className="truncate text-ink-3 text-xs">{hit.code}</div>
            </div>
          ))}
          {found.isSuccess && hits.length === 0 && (
            <p className="px-2 py-2 text-ink-2">{t('none', { text: wanted })}</p>
          )}
          {found.isError && <p className="px-2 py-2 text-ink-2">{t('failed')}</p>}
        </div>
      )}
    </search>
  )
}
