/** The only reader of the environment. Everything here has a default that suits one machine. */
import { delimiter, resolve } from 'node:path'

const port = (name: string, fallback: number) => {
  const value = process.env[name]
  if (value === undefined || value === '') return fallback
  const parsed = Number(value)
  if (!Number.isInteger(parsed) || parsed < 0 || parsed > 65535)
    throw new RangeError(`${name}: expected a port from 0 to 65535, got "${value}"`)
  return parsed
}

const count = (name: string, most: number) => {
  const parsed = Number(process.env[name] || 0)
  if (!Number.isInteger(parsed) || parsed < 0 || parsed > most)
    throw new RangeError(`${name}: expected a whole number from 0 to ${most}, got "${process.env[name]}"`)
  return parsed
}

export const env = {
  /** A PostgreSQL ≥ 15 with PostGIS ≥ 3.3; when unset, the embedded database is used. */
  databaseUrl: process.env.DATABASE_URL || null,
  /** Where the embedded database, keys and recordings live. */
  dataFolder: resolve(/*turbopackIgnore: true*/ process.env.SIGHTLINE_DATA || '.data'),
  /** The app's port. */
  port: port('PORT', 3000),
  /** Interface to listen on; loopback unless told. */
  host: process.env.HOST || '127.0.0.1',
  /** How many trusted reverse proxies stand in front, each of which adds the address it saw to X-Forwarded-For. */
  proxies: count('SIGHTLINE_PROXIES', 5),
  /** Where the media server answers, on loopback. */
  mediaUrl: process.env.SIGHTLINE_MEDIA_URL || null,
  /** A JSON file with the cameras that the embedded media server plays by RTSP. */
  camerasFile: process.env.SIGHTLINE_CAMERAS || null,
  /** Networks that other media servers must be in, such as 10.20.0.0/16,192.168.7.5; unset: any but those that are never called. */
  mediaNetworks: process.env.SIGHTLINE_MEDIA_NETWORKS || null,
  /** Where ffmpeg is; empty: exports do without it; unset: wherever it is found. */
  ffmpeg: process.env.SIGHTLINE_FFMPEG ?? null,
  /** Where programs are found. */
  programFolders: (process.env.PATH ?? '').split(delimiter).filter((folder) => folder.startsWith('/')),
  /** A TURN server for browsers whose network lets no UDP through, such as turn:turn.city.example:3478. */
  turnUrl: process.env.SIGHTLINE_TURN_URL || null,
  /** What it shares with us to make credentials of (coturn: static-auth-secret). */
  turnSecret: process.env.SIGHTLINE_TURN_SECRET || null,
  /** Where browsers reach this city, such as https://map.city.example; needed to sign in at an identity provider. */
  origin: process.env.SIGHTLINE_ORIGIN || null,
  /** An OpenID Connect provider whose endpoints lie on the issuer's own origin. */
  oidcIssuer: process.env.SIGHTLINE_OIDC_ISSUER || null,
  oidcClientId: process.env.SIGHTLINE_OIDC_CLIENT_ID || null,
  oidcClientSecret: process.env.SIGHTLINE_OIDC_CLIENT_SECRET || null,
  /** A claim that must name the person's role; without it the provider has no say in roles. */
  oidcRoleClaim: process.env.SIGHTLINE_OIDC_ROLE_CLAIM || null,
  isProduction: process.env.NODE_ENV === 'production',
}
