import { generateKeyPairSync, sign } from 'node:crypto'
import { unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../domain/canonical-json'
import { seededRandom } from '../domain/testing/random'
import { PASSAGES_FILE, packEvidence, REPORT_FILE } from './evidence-package'
import { type EvidenceReport, passagesCsv } from './evidence-report'
import { verifyEvidence } from './verify-evidence'

const AT = Date.parse('2026-03-01T08:00:00Z')
const passage = (plate: string, lane: string | null = null): EvidenceReport['passages'][number] => ({
  plate,
  rawPlate: plate,
  at: AT,
  receivedAt: AT + 2_000,
  camera: { code: 'A1', name: '人民路 "东"', nameEn: null, lng: 126.2, lat: 45.4, bearing: 90 },
  bearing: 90,
  speedKmh: 43.5,
  lane,
  vehicleClass: 'car',
  vehicleColour: '=SUM(A1)',
  vehicleBrand: '+1',
  plateColour: null,
  reliability: 97,
  charReliability: [99, 98],
  claims: null,
  plateImage: null,
  sceneImage: 'http://10.0.0.7/s.jpg',
  sourceId: 'p1',
})
const REPORT: EvidenceReport = {
  format: 'sightline-evidence',
  version: 1,
  id: 'r1',
  sightline: '0.1.0',
  madeAt: AT,
  madeBy: { name: '陈晨', unit: 'unit A' },
  city: { name: '平原市', nameEn: 'Plain', timeZone: 'Asia/Shanghai', isDemo: true },
  case: { number: 'T-1', offenceClass: 'hit-and-run', reason: 'Grey car left the scene', unit: 'unit A' },
  note: null,
  questions: [],
  passages: [passage('测A12345'), passage('测A99999', '-2')],
  gaps: [],
  outOfService: [],
  clocks: {},
  images: [],
  audit: [],
}
const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const other = generateKeyPairSync('ed25519')
const signer = { publicKey, sign: (bytes: Uint8Array) => sign(null, bytes, privateKey) }
const head = { id: 'r1', sightline: '0.1.0', caseNumber: 'T-1', madeAt: AT, audit: { row: 7, hash: 'ab' } }
const bytesOf = (text: string) => new TextEncoder().encode(text)
const FILES = new Map([
  [REPORT_FILE, bytesOf(canonicalJson(REPORT))],
  [PASSAGES_FILE, bytesOf(passagesCsv(REPORT.passages))],
  ['evidence.pdf', bytesOf('%PDF-1.7 …')],
])
const PACKED = packEvidence(FILES, head, signer).bytes
const withFiles = (change: (files: Record<string, Uint8Array>) => void) => {
  const files = unzipSync(PACKED)
  change(files)
  return zipSync(files)
}

describe('a package of evidence', () => {
  it('is whole as it was made, and for its own key only', () => {
    expect(verifyEvidence(PACKED, publicKey)).toMatchObject({ fault: null, isKeyGiven: true })
    expect(verifyEvidence(PACKED, null)).toMatchObject({ fault: null, isKeyGiven: false })
    expect(verifyEvidence(PACKED, other.publicKey).fault).toContain('manifest.sig')
  })

  it('is not whole when one byte of any of its files is another', () => {
    const random = seededRandom(3)
    const names = Object.keys(unzipSync(PACKED))
    expect(names).toHaveLength(5)
    for (let round = 0; round < 200; round++) {
      const name = names[round % names.length]
      const changed = withFiles((files) => {
        const at = Math.floor(random() * files[name].length)
        files[name] = Uint8Array.from(files[name], (byte, i) =>
          i === at ? byte ^ (1 << Math.floor(random() * 8)) : byte,
        )
      })
      expect(verifyEvidence(changed, publicKey).fault, `${name} ${round}`).not.toBeNull()
    }
  })

  it('is not whole when a file is added, taken away or renamed', () => {
    expect(
      verifyEvidence(
        withFiles((files) => Object.assign(files, { 'x.txt': bytesOf('x') })),
        publicKey,
      ).fault,
    ).toBe('x.txt: it was added')
    for (const name of Object.keys(unzipSync(PACKED)))
      expect(
        verifyEvidence(
          withFiles((files) => delete files[name]),
          publicKey,
        ).fault,
      ).toContain(name)
    const renamed = withFiles((files) => {
      files['other.pdf'] = files['evidence.pdf']
      delete files['evidence.pdf']
    })
    expect(verifyEvidence(renamed, publicKey).fault).toBe('evidence.pdf: it is missing')
  })

  it('is not whole when table and report differ, though both are signed', () => {
    const files = new Map(FILES).set(PASSAGES_FILE, bytesOf(passagesCsv([])))
    expect(verifyEvidence(packEvidence(files, head, signer).bytes, publicKey).fault).toContain('passages.csv')
  })

  it.each([new Uint8Array(), bytesOf('PK no zip'), PACKED.subarray(0, 300)])('says so of what is none', (bytes) => {
    expect(verifyEvidence(bytes, publicKey).fault).toContain('cannot be read')
  })

  it('keeps what a spreadsheet would run as a formula from being one', () => {
    const table = passagesCsv(REPORT.passages)
    for (const safe of [`"'=SUM(A1)"`, `"'+1"`, `"'-2"`, '"人民路 ""东"""']) expect(table).toContain(safe)
    expect(table).toContain('"126.2"')
  })
})
