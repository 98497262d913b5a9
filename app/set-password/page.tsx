'use client'
import { OneTimeForm } from '../_ui/one-time-form'

/** The token comes behind the # of the address: no server and no log ever sees it. */
const token = () => window.location.hash.slice(1)

export default function SetPasswordPage() {
  return <OneTimeForm words="setPassword" path="/api/set-password" token={token} />
}
