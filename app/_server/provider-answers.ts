/** What a browser is told on its way to the identity provider and back: pages of ours, since nobody reads JSON there. */
import { PRIVATE } from './guard'

export const toSignIn = (problem: string): Response =>
  new Response(null, { status: 303, headers: { Location: `/sign-in?problem=${problem}`, ...PRIVATE } })

/** A page that goes on by itself. */
export const goOn = (path: string, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(`<!doctype html><title>Sightline</title><meta http-equiv="refresh" content="0;url=${path}">`, {
    status,
    headers: { 'Content-Type': 'text/html; charset=utf-8', ...PRIVATE, ...headers },
  })

/** Refused for now; the sign-in page then says for how long. */
export const toSignInLater = (waitS: number): Response =>
  goOn(`/sign-in?problem=too-many&amp;wait=${waitS}`, 429, { 'Retry-After': String(waitS) })
