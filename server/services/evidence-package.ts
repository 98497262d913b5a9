/** The package that leaves: its files, a manifest of their hashes, and a detached signature over the manifest. */
import { createHash, type KeyObject } from 'node:crypto'
import { zipSync } from 'fflate'
import { canonicalJson } from '../domain/canonical-json'

export const MANIFEST_FILE = 'manifest.json'
export const SIGNATURE_FILE = 'manifest.sig'
export const REPORT_FILE = 'report.json'
export const PASSAGES_FILE = 'passages.csv'
export const PDF_FILE = 'evidence.pdf'
export const ABOUT_FILE = 'README.txt'

export interface Manifest {
  format: 'sightline-evidence-manifest'
  version: 1
  id: string
  sightline: string
  caseNumber: string
  madeAt: string
  audit: { row: number; hash: string }
  files: { name: string; bytes: number; sha256: string }[]
  /** The public key that goes with the signature; whoever verifies takes it from elsewhere. */
  publicKey: string
}

export const sha256Hex = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const textBytes = (text: string) => new TextEncoder().encode(text)

export interface Packed {
  bytes: Uint8Array
  manifestSha256: string
}

export function packEvidence(
  files: ReadonlyMap<string, Uint8Array>,
  head: Pick<Manifest, 'id' | 'sightline' | 'caseNumber' | 'audit'> & { madeAt: number },
  { publicKey, sign }: { publicKey: KeyObject; sign(bytes: Uint8Array): Uint8Array },
): Packed {
  const manifest: Manifest = {
    format: 'sightline-evidence-manifest',
    version: 1,
    ...head,
    madeAt: new Date(head.madeAt).toISOString(),
    files: [...files].map(([name, bytes]) => ({ name, bytes: bytes.length, sha256: sha256Hex(bytes) })),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  }
  const text = textBytes(canonicalJson(manifest))
  const all = { ...Object.fromEntries(files), [MANIFEST_FILE]: text, [SIGNATURE_FILE]: sign(text) }
  return { bytes: zipSync(all, { level: 6, mtime: head.madeAt }), manifestSha256: sha256Hex(text) }
}

export const ABOUT = `Sightline: evidence package / 证据包

evidence.pdf    the report to read / 可阅读的报告
report.json     everything in it, as data / 全部数据
passages.csv    the passages as a table / 过车记录表
manifest.json   the SHA-256 of each file / 各文件的 SHA-256
manifest.sig    Ed25519 signature over manifest.json / 对 manifest.json 的 Ed25519 签名

To verify offline, with the public key of the installation / 离线校验（需本系统公钥）:
  npm run verify-evidence -- PACKAGE.zip PUBLIC-KEY.pem
or by hand / 或手工校验:
  sha256sum -c <(jq -r '.files[] | .sha256 + "  " + .name' manifest.json)
  openssl pkeyutl -verify -pubin -inkey PUBLIC-KEY.pem -rawin -in manifest.json -sigfile manifest.sig
`
