import { WallPanel } from '../../_wall/wall-panel'

export default function WallPage() {
  return <WallPanel />
}
