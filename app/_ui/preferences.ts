/** What a browser prefers: language and theme, kept in cookies so that the first picture is right. */
export const LOCALES = ['zh-CN', 'en'] as const
export type Locale = (typeof LOCALES)[number]
export const THEMES = ['light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

export const LOCALE_COOKIE = 'sightline-locale'
export const THEME_COOKIE = 'sightline-theme'

export const asLocale = (value: string | undefined, accepted: string | null): Locale => {
  if (value === 'zh-CN' || value === 'en') return value
  return accepted?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}

export const asTheme = (value: string | undefined): Theme => (value === 'dark' ? 'dark' : 'light')

/** For what is drawn in the browser without the page's frame. */
export const themeOfBrowser = (): Theme =>
  asTheme(typeof document === 'undefined' ? undefined : document.cookie.match(`(?:^|; )${THEME_COOKIE}=(\\w+)`)?.[1])
