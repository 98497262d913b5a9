'use client'
/** The side panel: one thing at a time, a title that says what is selected, sections that fold. On a phone, a sheet from below. */
import { X } from 'lucide-react'
import { Component, type ErrorInfo, type ReactNode } from 'react'
import { useTranslations } from 'use-intl'

export function Panel({
  title,
  subtitle,
  onClose,
  children,
}: {
  title: ReactNode
  subtitle?: ReactNode
  onClose?: () => void
  children: ReactNode
}) {
  const t = useTranslations('panel')
  return (
    <aside
      className="absolute inset-x-0 bottom-[58px] z-20 flex h-[46dvh] w-full shrink-0 flex-col overflow-hidden rounded-t-2xl border-line border-t bg-surface shadow-[var(--shadow)] md:static md:h-auto md:w-[380px] md:rounded-none md:border-t-0 md:border-l md:shadow-none"
      data-testid="panel"
    >
      <header className="flex items-start gap-2 border-line border-b px-4 py-3">
        <div className="min-w-0 flex-1">
          <h1 className="truncate font-semibold text-base">{title}</h1>
          {subtitle && <div className="truncate text-ink-2 text-xs">{subtitle}</div>}
        </div>
        {onClose && (
          <button type="button" className="button quiet -mr-2 px-2" onClick={onClose} aria-label={t('close')}>
            <X size={16} aria-hidden />
          </button>
        )}
      </header>
      <div className="relative min-h-0 flex-1 overflow-y-auto">
        <PanelBoundary message={t('broken')} again={t('again')}>
          {children}
        </PanelBoundary>
      </div>
    </aside>
  )
}

/** A broken panel never takes the map away. */
class PanelBoundary extends Component<{ message: string; again: string; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }
  static getDerivedStateFromError = () => ({ failed: true })
  override componentDidCatch(error: Error, info: ErrorInfo) {
    console.error(error, info.componentStack)
  }
  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <div className="grid gap-3 p-4">
        <p>{this.props.message}</p>
        <button type="button" className="button" onClick={() => this.setState({ failed: false })}>
          {this.props.again}
        </button>
      </div>
    )
  }
}

export function Section({
  title,
  aside,
  isOpen = true,
  onOpen,
  children,
}: {
  title: ReactNode
  aside?: ReactNode
  isOpen?: boolean
  /** Called whenever it opens: what it shows may be loaded then. */
  onOpen?: () => void
  children: ReactNode
}) {
  return (
    <details
      className="group border-line border-b"
      open={isOpen}
      onToggle={({ currentTarget }) => currentTarget.open && onOpen?.()}
    >
      <summary className="flex cursor-pointer list-none items-center gap-2 px-4 py-2.5 font-medium">
        <span aria-hidden className="text-ink-3 text-xs transition group-open:rotate-90">
          ▸
        </span>
        <span className="flex-1">{title}</span>
        {aside && <span className="font-normal text-ink-3 text-xs">{aside}</span>}
      </summary>
      <div className="px-4 pb-3">{children}</div>
    </details>
  )
}

/** Up to three figures that matter, with what they are of. */
export function Figures({ items }: { items: { label: string; value: ReactNode; hint?: string }[] }) {
  return (
    <dl className="grid auto-cols-fr grid-flow-col gap-3 border-line border-b px-4 py-3">
      {items.map(({ label, value, hint }) => (
        <div key={label} title={hint}>
          <dt className="label">{label}</dt>
          <dd className="figure">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

export function Note({ tone = 'plain', children }: { tone?: 'plain' | 'warn'; children: ReactNode }) {
  return (
    <p
      className={`rounded-lg border px-3 py-2 text-[13px] ${tone === 'warn' ? 'border-fault bg-surface-2' : 'border-line bg-surface-2 text-ink-2'}`}
    >
      {children}
    </p>
  )
}

export const Skeleton = ({ lines = 4 }: { lines?: number }) => (
  <div className="grid gap-2 p-4" aria-hidden>
    {Array.from({ length: lines }, (_, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all the same and never move
      <div key={i} className="h-4 animate-pulse rounded bg-surface-2" style={{ width: `${90 - ((i * 17) % 45)}%` }} />
    ))}
  </div>
)
