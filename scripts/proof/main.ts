/**
 * One line per proof; exits 0 only if nothing was lost and nothing leaked, and if each proof goes red in a copy of the
 * project without the guard it is about. `--alone` leaves the copies out.
 */
import { requirePackages } from '../lib/debian-packages.mjs'
import { accessProof } from './access'
import { approvalsProof } from './approvals'
import { auditProof } from './audit'
import { faultsProof } from './faults'
import { formatsProof } from './formats'
import { geometryProof } from './geometry'
import { ingestProof } from './ingest'
import { injectionProof } from './injection'
import { limitsProof } from './limits'
import { mediaProof } from './media'
import { goesRed, needs } from './patched-copy'
import { lineOf, type Proof } from './proof'
import { reasonsProof } from './reasons'
import { retentionProof } from './retention'

const PROOFS: Proof[] = [
  accessProof,
  auditProof,
  reasonsProof,
  approvalsProof,
  faultsProof,
  retentionProof,
  limitsProof,
  injectionProof,
  mediaProof,
  ingestProof,
  formatsProof,
  geometryProof,
]

const isAlone = process.argv.includes('--alone')
const names = process.argv.slice(2).filter((name) => name !== '--alone')
const unknown = names.filter((name) => !PROOFS.some((proof) => proof.name === name))
if (unknown.length > 0) {
  console.error(`There is no proof ${unknown.join(', ')}. There are: ${PROOFS.map(({ name }) => name).join(', ')}.`)
  process.exit(1)
}
if (names.length === 0) for (const { name, about } of PROOFS) console.log(`${name.padEnd(14)}${about}`)

let isHeld = true
for (const name of names) {
  const proof = PROOFS.find((each) => each.name === name)!
  requirePackages(name, proof.packages ?? [])
  const { result, notes } = await proof.run()
  for (const note of notes) console.log(note)
  for (const guard of isAlone ? [] : (proof.guards ?? [])) {
    const isRed = goesRed(name, guard)
    console.log(`without ${guard.about}: ${isRed ? 'red, as it must be' : 'still green: this proof does not see it'}`)
    isHeld &&= isRed
  }
  for (const file of isAlone ? [] : (proof.notGuards ?? [])) {
    const isRed = needs(name, file)
    console.log(`without ${file}: ${isRed ? 'red, though nothing may depend on it' : 'as green as with it'}`)
    isHeld &&= !isRed
  }
  console.log(lineOf(name, result))
  isHeld &&= result.lost === 0 && result.leaked === 0 && !result.duplicated
}
// Peers of video that were let go may keep a process from ending by itself.
process.exit(isHeld ? 0 : 1)
