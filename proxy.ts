/**
 * In front of every page: refuses what no page of ours takes, and adds headers. It decides nothing about who may see what;
 * every page, route and procedure does that itself, with or without this file.
 */
import { type NextRequest, NextResponse } from 'next/server'
import { env } from './server/env'
import { pagePolicy, TLS_ONLY } from './server/security-headers'

/** There are no Server Actions and no inner requests: who sends one of these is looking for a hole in the framework. */
const NEVER_SENT = ['next-action', 'x-middleware-subrequest']

const refusal = (status: number, message: string) =>
  new NextResponse(message, { status, headers: { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' } })

export function proxy(request: NextRequest): NextResponse {
  if (NEVER_SENT.some((name) => request.headers.has(name))) return refusal(400, 'Sightline takes no such request.')
  if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405, 'A page can only be read.')
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const policy = pagePolicy(nonce, env.isProduction)
  // Next puts the nonce it finds in the request's policy on its own scripts.
  const headers = new Headers(request.headers)
  headers.set('Content-Security-Policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', policy)
  if (request.headers.get('x-forwarded-proto') === 'https') response.headers.set(...TLS_ONLY)
  return response
}

/** All but the doors of the API, which refuse for themselves, and files that are the same for everybody. */
export const config = { matcher: ['/((?!api/|VIID/|_next/static/|maplibre/).*)'] }
