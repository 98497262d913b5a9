import { AdminPanel } from '../../_panels/admin-panel'

export default function AdminPage() {
  return <AdminPanel />
}
