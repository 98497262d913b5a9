import { redirect } from 'next/navigation'
import { hasIdentityProvider } from '../../server/services/identity-provider'
import { currentCaller } from '../_server/guard'
import { SignInForm } from './sign-in-form'
import { type Came, problemThatCame } from './sign-in-problem'

export const dynamic = 'force-dynamic'

export default async function SignInPage({ searchParams }: { searchParams: Promise<Came> }) {
  if (await currentCaller()) redirect('/')
  return <SignInForm hasProvider={hasIdentityProvider()} came={problemThatCame(await searchParams)} />
}
