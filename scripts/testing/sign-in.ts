import type { BrowserContext } from 'playwright-core'

/** Signs a browser's profile in as the form does. Throws when it is refused. */
export async function signIn(
  context: BrowserContext,
  address: string,
  { username, password }: { username: string; password: string },
): Promise<void> {
  const response = await context.request.post(`${address}/api/session`, {
    data: { username, password },
    headers: { origin: address },
  })
  if (!response.ok()) throw new Error(`sign-in as ${username}: ${response.status()}`)
}
