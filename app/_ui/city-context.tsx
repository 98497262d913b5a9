'use client'
import type { inferRouterOutputs } from '@trpc/server'
import { createContext, useCallback, useContext } from 'react'
import type { Permission } from '../../server/domain/access'
import type { AppRouter } from '../../server/router'
import { usePreferences } from './providers'

export type CityOverview = inferRouterOutputs<AppRouter>['city']['overview']

export const CityContext = createContext<CityOverview | null>(null)

export function useCity(): CityOverview {
  const value = useContext(CityContext)
  if (!value) throw new Error('useCity needs the map shell')
  return value
}

/** May the person at this screen do that? The server decides; this only keeps dead buttons away. */
export function useMay(): (permission: Permission) => boolean {
  const { person } = useCity()
  return (permission) => person.permissions.includes(permission)
}

/** The name in the reader's language, else whatever there is. */
export function useLocalName(): (named: { name: string | null; nameEn: string | null } | null) => string {
  const { locale } = usePreferences()
  return useCallback(
    (named) => (named ? ((locale === 'en' ? (named.nameEn ?? named.name) : (named.name ?? named.nameEn)) ?? '') : ''),
    [locale],
  )
}
