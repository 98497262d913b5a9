'use client'
/** The recovery codes, shown this once. */
import { useTranslations } from 'use-intl'
import { saveFile } from '../_ui/save-file'

export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone(): void }) {
  const t = useTranslations('account.factor')
  return (
    <div className="grid gap-3" data-testid="recovery-codes">
      <p role="status" className="text-[13px]">
        {t('codesOnce')}
      </p>
      <ul className="grid grid-cols-1 gap-1 rounded-lg border border-line bg-surface-2 p-3 font-mono text-[13px]">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <button
          type="button"
          className="button"
          onClick={() => saveFile('sightline-recovery-codes.txt', `${codes.join('\n')}\n`, 'text/plain')}
        >
          {t('saveCodes')}
        </button>
        <button type="button" className="button primary" onClick={onDone}>
          {t('codesKept')}
        </button>
      </div>
    </div>
  )
}
