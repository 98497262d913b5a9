/** What lies beside an exported film: what it shows, who asked for it and why, and where the audit says so. */
import type { ExportRow, ExportSubject } from '../../db/queries/exports'
import packageFile from '../../package.json' with { type: 'json' }
import type { MediaGateway } from '../media/gateway'

export interface SidecarFacts {
  row: ExportRow
  subject: ExportSubject
  mediaServer: MediaGateway['kind']
  /** UTC epoch milliseconds. */
  recorded: { from: number; to: number }
  timeZone: string
  isWatermarked: boolean
  watermark: string | null
  sha256: string
  bytes: number
  originalSha256: string
  /** The row of the audit that says it was made. */
  audit: { id: number; hash: string }
}

const span = ({ from, to }: { from: number; to: number }) => ({
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
})

export function sidecarOf({ row, subject, recorded, audit, ...facts }: SidecarFacts) {
  const { camera, person, position } = subject
  const { number, offenceClass, reason, unit } = subject.case
  return {
    format: 'sightline-export',
    version: 1,
    id: row.id,
    sightline: packageFile.version,
    camera: { code: camera.code, name: camera.name, position: { lng: position[0], lat: position[1] } },
    asked: span({ from: row.fromAt.getTime(), to: row.toAt.getTime() }),
    recorded: span(recorded),
    timeZone: facts.timeZone,
    mediaServer: facts.mediaServer,
    file: { name: row.fileName, sha256: facts.sha256, bytes: facts.bytes },
    original: { sha256: facts.originalSha256 },
    isMasked: row.isMasked,
    isWatermarked: facts.isWatermarked,
    watermark: facts.watermark,
    askedBy: { name: person.displayName, unit: person.unit, at: row.askedAt.toISOString() },
    case: { number, offenceClass, reason, unit },
    approval: row.approvedBy === null ? null : { id: row.approvalId, by: row.approvedBy },
    audit: { row: audit.id, hash: audit.hash },
  }
}
