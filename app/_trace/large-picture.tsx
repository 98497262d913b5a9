'use client'
/** A picture over everything else, as large as the screen lets it be. */
import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'

export function LargePicture({ url, title, onClose }: { url: string; title: string; onClose(): void }) {
  const t = useTranslations('panel')
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog
      ref={dialog}
      className="float m-auto max-w-[96vw] p-3 text-ink backdrop:bg-black/60"
      aria-label={title}
      onClose={onClose}
      data-testid="large-picture"
    >
      <div className="flex items-center gap-3 pb-2">
        <h2 className="min-w-0 flex-1 truncate text-[13px]">{title}</h2>
        <button
          type="button"
          className="button quiet px-2"
          aria-label={t('close')}
          onClick={() => dialog.current?.close()}
        >
          <X size={16} aria-hidden />
        </button>
      </div>
      {/* biome-ignore lint/performance/noImgElement: it is not kept, and nothing may make another size of it on a disk */}
      <img src={url} alt={title} className="max-h-[82vh] max-w-full object-contain" />
    </dialog>
  )
}
