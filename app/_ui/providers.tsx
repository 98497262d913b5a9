'use client'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import { IntlProvider } from 'use-intl'
import type { Messages } from '../_i18n/messages'
import { isAskedToWait } from './api'
import { LOCALE_COOKIE, type Locale, THEME_COOKIE, type Theme } from './preferences'
import { ProofDialog } from './proof-dialog'

interface Preferences {
  locale: Locale
  theme: Theme
  setLocale(locale: Locale): void
  setTheme(theme: Theme): void
}

const PreferencesContext = createContext<Preferences | null>(null)

export function usePreferences(): Preferences {
  const value = useContext(PreferencesContext)
  if (!value) throw new Error('usePreferences needs Providers')
  return value
}

const YEAR_S = 31_536_000
const keep = (name: string, value: string) => {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser this must run on
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR_S}; samesite=strict`
}

const MOST_WAITS = 4
/** Once more; patiently when the server only asks to wait. */
const shouldRetry = (failures: number, error: unknown) => failures < (isAskedToWait(error) ? MOST_WAITS : 1)
const retryDelay = (failures: number, error: unknown) => (isAskedToWait(error) ? 2_500 : 1_000) * 2 ** failures

const newQueryClient = () =>
  new QueryClient({
    defaultOptions: { queries: { retry: shouldRetry, retryDelay, staleTime: 5_000, refetchOnWindowFocus: false } },
  })

export function Providers({
  locale,
  theme: initialTheme,
  messages,
  timeZone,
  children,
}: {
  locale: Locale
  theme: Theme
  messages: Messages
  timeZone: string
  children: ReactNode
}) {
  const [client] = useState(newQueryClient)
  const [theme, setThemeState] = useState(initialTheme)
  const setTheme = useCallback((next: Theme) => {
    keep(THEME_COOKIE, next)
    document.documentElement.dataset['theme'] = next
    setThemeState(next)
  }, [])
  const setLocale = useCallback((next: Locale) => {
    keep(LOCALE_COOKIE, next)
    window.location.reload()
  }, [])
  const preferences = useMemo(() => ({ locale, theme, setLocale, setTheme }), [locale, theme, setLocale, setTheme])
  return (
    <PreferencesContext value={preferences}>
      <IntlProvider locale={locale} messages={messages} timeZone={timeZone}>
        <NuqsAdapter>
          <QueryClientProvider client={client}>
            {children}
            <ProofDialog />
          </QueryClientProvider>
        </NuqsAdapter>
      </IntlProvider>
    </PreferencesContext>
  )
}
