/** An officer, and one of another unit who may agree to what the first may not do alone: in Chinese, at night. */
import type { Browser } from 'playwright-core'
import { signIn } from '../../scripts/testing/sign-in'
import { ADDRESS, demoPassword, type Visit, visit } from './browser'

export async function visitTwoOfficers(browser: Browser): Promise<{ officer: Visit; second: Visit }> {
  const officer = await visit(browser, 'officer', { locale: 'en' })
  const second = await visit(browser, null, { locale: 'zh-CN', theme: 'dark' })
  await signIn(second.context, ADDRESS, { username: 'officer2', password: demoPassword() })
  return { officer, second }
}
