/** Ties a sign-in at the identity provider to the browser that began it. Lax, since the way back begins on another site. */
import { isHttps } from './guard'

const name = (sent: Headers) => (isHttps(sent) ? '__Host-sightline-attempt' : 'sightline-attempt')

export const providerCookie = (sent: Headers, value: string, maxAgeS: number) =>
  ({
    name: name(sent),
    value,
    httpOnly: true,
    sameSite: 'lax',
    secure: isHttps(sent),
    path: '/',
    maxAge: maxAgeS,
  }) as const

export const providerCookieName = name
