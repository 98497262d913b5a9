import { AccountPanel } from '../../_panels/account-panel'

export default function AccountPage() {
  return <AccountPanel />
}
