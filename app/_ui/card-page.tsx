import type { FormEvent, ReactNode } from 'react'

/** A page that is one card and nothing else; a form when something can be sent from it. */
export function CardPage({
  onSubmit,
  children,
}: {
  onSubmit?(event: FormEvent<HTMLFormElement>): void
  children: ReactNode
}) {
  const look = 'card grid w-full max-w-[380px] gap-4 p-7 shadow-[var(--shadow)]'
  return (
    <main className="grid min-h-dvh place-items-center bg-ground p-4">
      {onSubmit ? (
        <form onSubmit={onSubmit} className={look}>
          {children}
        </form>
      ) : (
        <div className={look}>{children}</div>
      )}
    </main>
  )
}

export function Problem({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className="text-[13px] text-offline">
      {children}
    </p>
  )
}
