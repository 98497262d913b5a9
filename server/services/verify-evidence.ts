/** Whether a package of evidence is what was signed: needs the package and a public key, and neither the app nor its database. */
import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { unzipSync } from 'fflate'
import { canonicalJson } from '../domain/canonical-json'
import { MANIFEST_FILE, type Manifest, PASSAGES_FILE, REPORT_FILE, SIGNATURE_FILE, sha256Hex } from './evidence-package'
import { type EvidenceReport, passagesCsv } from './evidence-report'

const MOST_BYTES = 2 ** 30

export interface EvidenceVerdict {
  manifest: Manifest | null
  files: { name: string; isSound: boolean }[]
  /** True when the key was given; false: the one in the package, which proves only that nothing changed since somebody signed. */
  isKeyGiven: boolean
  /** The first thing that is wrong; null: none. */
  fault: string | null
}

const text = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(bytes)

function unpacked(bytes: Uint8Array): Record<string, Uint8Array> {
  let total = 0
  const files = unzipSync(bytes, {
    filter({ originalSize }) {
      total += originalSize
      return total <= MOST_BYTES
    },
  })
  if (total > MOST_BYTES) throw new RangeError('The package is larger than any that Sightline makes.')
  return files
}

/** Never throws for what is in the package: what cannot be read is a fault. */
export function verifyEvidence(bytes: Uint8Array, key: KeyObject | null): EvidenceVerdict {
  const verdict: EvidenceVerdict = { manifest: null, files: [], isKeyGiven: key !== null, fault: null }
  const wrong = (fault: string): EvidenceVerdict => ({ ...verdict, fault: verdict.fault ?? fault })
  try {
    const files = unpacked(bytes)
    const [manifestBytes, signature] = [files[MANIFEST_FILE], files[SIGNATURE_FILE]]
    if (!manifestBytes || !signature) return wrong(`${manifestBytes ? SIGNATURE_FILE : MANIFEST_FILE}: it is missing`)
    const manifest = JSON.parse(text(manifestBytes)) as Manifest
    verdict.manifest = manifest
    if (manifest.format !== 'sightline-evidence-manifest' || manifest.version !== 1)
      return wrong(`${MANIFEST_FILE}: this is no manifest of version 1`)
    if (!verify(null, manifestBytes, key ?? createPublicKey(manifest.publicKey), signature))
      return wrong(`${SIGNATURE_FILE}: it is not the signature of this manifest by this key`)
    for (const { name, bytes: size, sha256 } of manifest.files) {
      const found = files[name]
      const isSound = found !== undefined && found.length === size && sha256Hex(found) === sha256
      verdict.files.push({ name, isSound })
      if (!isSound) verdict.fault ??= found ? `${name}: it is not what was signed` : `${name}: it is missing`
    }
    const known = new Set([MANIFEST_FILE, SIGNATURE_FILE, ...manifest.files.map(({ name }) => name)])
    const stranger = Object.keys(files).find((name) => !known.has(name))
    if (stranger !== undefined) verdict.fault ??= `${stranger}: it was added`
    verdict.fault ??= contentFault(files)
    return verdict
  } catch (error) {
    return wrong(`the package cannot be read: ${(error as Error).message}`)
  }
}

/** Report and table must say the same, and the report be written as reports are. */
function contentFault(files: Record<string, Uint8Array>): string | null {
  const report = JSON.parse(text(files[REPORT_FILE])) as EvidenceReport
  if (canonicalJson(report) !== text(files[REPORT_FILE])) return `${REPORT_FILE}: it is not in canonical form`
  // A byte order mark is part of the file, which a decoder leaves out.
  const table = Buffer.from(files[PASSAGES_FILE]).toString('utf8')
  return table === passagesCsv(report.passages) ? null : `${PASSAGES_FILE}: it says something else than ${REPORT_FILE}`
}
