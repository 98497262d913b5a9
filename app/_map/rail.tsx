'use client'
/** The workspaces, as far as the role may open them; the map stays where it was when one is changed. */
import {
  ChartNoAxesColumn,
  LayoutGrid,
  LogOut,
  type LucideIcon,
  Map as MapIcon,
  Moon,
  Route,
  ScanEye,
  Settings,
  Sun,
  UserRound,
} from 'lucide-react'
import Link from 'next/link'
import { usePathname, useSearchParams } from 'next/navigation'
import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import type { Permission } from '../../server/domain/access'
import { useMay } from '../_ui/city-context'
import { usePreferences } from '../_ui/providers'
import { isTyping } from '../_ui/shortcuts'
import { SHARED_KEYS } from './url-state'

type Workspace = 'situation' | 'plan' | 'trace' | 'overview' | 'wall' | 'admin'

const WORKSPACES: { name: Workspace; href: string; icon: LucideIcon; needs: Permission[] }[] = [
  { name: 'situation', href: '/', icon: MapIcon, needs: ['map.read'] },
  { name: 'plan', href: '/plan', icon: ScanEye, needs: ['coverage.read'] },
  { name: 'trace', href: '/trace', icon: Route, needs: ['case.read'] },
  { name: 'overview', href: '/overview', icon: ChartNoAxesColumn, needs: ['heat.read'] },
  { name: 'wall', href: '/wall', icon: LayoutGrid, needs: ['feed.open'] },
  { name: 'admin', href: '/admin', icon: Settings, needs: ['audit.read', 'people.manage', 'import.read'] },
]

function useSharedQuery(): string {
  const query = useSearchParams()
  const kept = new URLSearchParams()
  for (const key of SHARED_KEYS) {
    const value = query.get(key)
    if (value) kept.set(key, value)
  }
  const text = kept.toString()
  return text ? `?${text}` : ''
}

/** 1…6 open the workspaces that the role has, in the order of the rail. */
function useNumberKeys(count: number): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const index = Number(event.key) - 1
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey || !(index >= 0 && index < count))
        return
      document.querySelectorAll<HTMLAnchorElement>('[data-workspace]')[index]?.click()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [count])
}

async function leave(): Promise<void> {
  await fetch('/api/session', { method: 'DELETE' })
  window.location.assign('/sign-in')
}

export function Rail() {
  const t = useTranslations('rail')
  const path = usePathname()
  const query = useSharedQuery()
  const may = useMay()
  const { theme, setTheme, locale, setLocale } = usePreferences()
  const open = WORKSPACES.filter(({ needs }) => needs.some(may))
  useNumberKeys(open.length)
  const button =
    'flex flex-1 flex-col items-center justify-center gap-0.5 whitespace-nowrap rounded-lg px-0.5 py-1.5 text-[10px] text-ink-2 hover:bg-surface-2 hover:text-ink md:flex-none md:px-1 md:text-[11px]'
  return (
    <nav
      aria-label={t('label')}
      className="z-20 flex w-full shrink-0 gap-0.5 border-line border-t bg-surface p-1 md:w-[76px] md:flex-col md:gap-1 md:px-1.5 md:border-t-0 md:border-r md:py-3"
    >
      <div aria-hidden className="hidden pb-2 text-center font-semibold text-accent text-lg md:block">
        ◐
      </div>
      {open.map(({ name, href, icon: Icon }) => {
        const isHere = path === href
        return (
          <Link
            key={name}
            href={href + query}
            // The address changes whenever the map rests; fetching every workspace anew each time would help nobody.
            prefetch={false}
            data-workspace={name}
            aria-current={isHere ? 'page' : undefined}
            className={`${button} ${isHere ? 'bg-accent-soft font-medium text-accent' : ''}`}
          >
            <Icon size={19} strokeWidth={1.8} aria-hidden />
            {t(name)}
          </Link>
        )
      })}
      <div className="hidden flex-1 md:block" />
      <button
        type="button"
        className={button}
        onClick={() => setTheme(theme === 'dark' ? 'light' : 'dark')}
        aria-label={t(theme === 'dark' ? 'toLight' : 'toDark')}
      >
        {theme === 'dark' ? <Sun size={18} aria-hidden /> : <Moon size={18} aria-hidden />}
      </button>
      <button
        type="button"
        className={button}
        onClick={() => setLocale(locale === 'en' ? 'zh-CN' : 'en')}
        title={t('otherLanguage')}
        lang={locale === 'en' ? 'zh-CN' : 'en'}
      >
        {locale === 'en' ? '中文' : 'EN'}
      </button>
      <Link
        href={`/account${query}`}
        prefetch={false}
        aria-label={t('account')}
        aria-current={path === '/account' ? 'page' : undefined}
        className={`${button} ${path === '/account' ? 'bg-accent-soft text-accent' : ''}`}
      >
        <UserRound size={18} aria-hidden />
      </Link>
      <button type="button" className={button} onClick={leave} aria-label={t('signOut')}>
        <LogOut size={18} aria-hidden />
      </button>
    </nav>
  )
}
