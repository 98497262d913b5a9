'use client'
/** `?` lists the keys. */
import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'

const KEYS = [
  ['/', 'search'],
  ['1 … 6', 'workspaces'],
  ['Esc', 'clear'],
  ['⌘Z', 'undo'],
  ['␣', 'play'],
  ['← →', 'step'],
  [', .', 'passages'],
  ['[ ]', 'speed'],
  ['?', 'help'],
] as const

export const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

export function Shortcuts() {
  const t = useTranslations('shortcuts')
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === '?' && !isTyping(event.target)) dialog.current?.showModal()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return (
    <dialog
      ref={dialog}
      className="float m-auto w-[320px] p-5 text-ink backdrop:bg-black/40"
      aria-labelledby="shortcuts-title"
    >
      <h2 id="shortcuts-title" className="mb-3 font-semibold text-base">
        {t('title')}
      </h2>
      <dl className="grid grid-cols-[5rem_1fr] gap-y-1.5">
        {KEYS.map(([keys, name]) => (
          <div key={name} className="col-span-2 grid grid-cols-subgrid">
            <dt>
              <kbd className="rounded border border-line px-1.5 text-ink-2 text-xs">{keys}</kbd>
            </dt>
            <dd>{t(name)}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog" className="mt-4 text-right">
        <button type="submit" className="button">
          {t('close')}
        </button>
      </form>
    </dialog>
  )
}
