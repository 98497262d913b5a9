'use client'
/** A link to hand to the person; it is shown this once. */
import { useState } from 'react'
import { useTranslations } from 'use-intl'

export function OneTimeLink({ token }: { token: string }) {
  const t = useTranslations('people')
  const [isCopied, setIsCopied] = useState(false)
  const address = `${window.location.origin}/set-password#${token}`
  return (
    <div
      className="grid gap-2 rounded-lg border border-line bg-surface-2 p-3"
      role="status"
      data-testid="one-time-link"
    >
      <p className="text-[13px]">{t('handOver')}</p>
      <code className="break-all text-xs">{address}</code>
      <button
        type="button"
        className="button justify-self-start"
        onClick={() =>
          navigator.clipboard.writeText(address).then(
            () => setIsCopied(true),
            () => setIsCopied(false),
          )
        }
      >
        {t(isCopied ? 'copied' : 'copy')}
      </button>
    </div>
  )
}
