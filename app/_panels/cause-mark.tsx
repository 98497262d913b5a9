'use client'
/** What keeps a camera from seeing: an icon and a word for each. */
import { Building2, CameraOff, Crosshair, type LucideIcon, ScanSearch, ShieldOff, Unplug } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { BlindSpotCause } from '../../server/domain/point-sights'

const ICONS: Record<BlindSpotCause, LucideIcon> = {
  'no-camera': CameraOff,
  building: Building2,
  pixels: ScanSearch,
  'dead-zone': Crosshair,
  offline: Unplug,
  zone: ShieldOff,
}
export const CAUSES = Object.keys(ICONS) as BlindSpotCause[]

export function CauseIcon({ cause }: { cause: BlindSpotCause }) {
  const Icon = ICONS[cause]
  return <Icon size={13} aria-hidden className="shrink-0" />
}

export function CauseMark({ cause }: { cause: BlindSpotCause }) {
  const t = useTranslations('sights')
  return (
    <span className="inline-flex items-center gap-1">
      <CauseIcon cause={cause} />
      {t(`cause.${cause}`)}
    </span>
  )
}
