'use client'
/** A mark or an export that is asked about a stretch, beside the picture that it was asked from. */
import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { BookmarkForm } from './bookmark-form'
import { ExportForm } from './export-form'
import type { Stretch } from './stretch'

/** What is being asked about a stretch of a camera of this name. */
export interface Asked {
  what: 'bookmark' | 'export'
  stretch: Stretch
  name: string
}

/** Opened far from what opened it: it is brought into view, and the keyboard into it. */
export function AskedForm({ asked: { what, stretch, name }, onDone }: { asked: Asked; onDone(): void }) {
  const t = useTranslations()
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' })
    box.current?.focus()
  }, [])
  const Form = what === 'bookmark' ? BookmarkForm : ExportForm
  return (
    <section ref={box} tabIndex={-1} className="grid gap-2 border-line border-b p-4 outline-none" aria-label={name}>
      <h2 className="font-medium">
        {t(`${what}.form`)} · {name}
      </h2>
      <Form asked={stretch} onDone={onDone} />
    </section>
  )
}
