import type { Locale } from '../_ui/preferences'
import en from './en.json'
import zh from './zh-CN.json'

export type Messages = typeof en

/** Both languages are complete: this line does not compile when a key is missing from either. */
const BY_LOCALE: Record<Locale, Messages> = { en, 'zh-CN': zh satisfies Messages }

export const messagesFor = (locale: Locale): Messages => BY_LOCALE[locale]
