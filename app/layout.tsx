import type { Metadata, Viewport } from 'next'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import './globals.css'
import { readSettings } from '../db/queries/city'
import { connection } from '../server/connection'
import { messagesFor } from './_i18n/messages'
import { asLocale, asTheme, LOCALE_COOKIE, THEME_COOKIE } from './_ui/preferences'
import { Providers } from './_ui/providers'

export const metadata: Metadata = {
  title: 'Sightline',
  description: 'A situational-awareness map for city camera networks',
}
export const viewport: Viewport = { width: 'device-width', initialScale: 1 }

/** Times are the city's, wherever the browser is; the page itself needs no database. */
async function cityTimeZone(): Promise<string> {
  try {
    return (await readSettings(connection().db))?.timeZone ?? 'UTC'
  } catch {
    return 'UTC'
  }
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const jar = await cookies()
  const locale = asLocale(jar.get(LOCALE_COOKIE)?.value, (await headers()).get('accept-language'))
  const theme = asTheme(jar.get(THEME_COOKIE)?.value)
  return (
    <html lang={locale} data-theme={theme}>
      <body>
        <Providers locale={locale} theme={theme} messages={messagesFor(locale)} timeZone={await cityTimeZone()}>
          {children}
        </Providers>
      </body>
    </html>
  )
}
