import { redirect } from 'next/navigation'
import { currentCaller } from '../_server/guard'
import { EnrolForm } from './enrol-form'

export const dynamic = 'force-dynamic'

/** Where a role that needs a second factor is sent until it has one. */
export default async function EnrolPage() {
  const caller = await currentCaller()
  if (!caller) redirect('/sign-in')
  if (!caller.session?.mustEnrol) redirect('/')
  return <EnrolForm />
}
