'use client'
/** A button whose first click says what will happen, and whose second does it. */
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'

export function ConfirmButton({
  label,
  warning,
  disabled,
  onConfirm,
}: {
  label: ReactNode
  warning: ReactNode
  disabled?: boolean
  onConfirm(): void
}) {
  const t = useTranslations('people')
  const [isAsking, setIsAsking] = useState(false)
  if (!isAsking)
    return (
      <button type="button" className="button" disabled={disabled} onClick={() => setIsAsking(true)}>
        {label}
      </button>
    )
  return (
    <div className="grid w-full gap-2 rounded-lg border border-fault bg-surface-2 p-3" role="alert">
      <p className="text-[13px]">{warning}</p>
      <div className="flex flex-wrap gap-2">
        <button
          type="button"
          className="button primary"
          // biome-ignore lint/a11y/noAutofocus: the button that had the focus has just gone
          autoFocus
          onClick={() => {
            setIsAsking(false)
            onConfirm()
          }}
        >
          {label}
        </button>
        <button type="button" className="button quiet" onClick={() => setIsAsking(false)}>
          {t('cancel')}
        </button>
      </div>
    </div>
  )
}
