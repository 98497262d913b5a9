import { redirect } from 'next/navigation'
import { currentCaller } from '../_server/guard'
import { SignInForm } from './sign-in-form'

export const dynamic = 'force-dynamic'

export default async function SignInPage() {
  if (await currentCaller()) redirect('/')
  return <SignInForm />
}
