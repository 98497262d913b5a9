/** One line per proof; exits 0 only if nothing was lost and nothing leaked. */
import { geometryProof } from './geometry'
import { lineOf, type Proof } from './proof'

const PROOFS: Proof[] = [geometryProof]

const names = process.argv.slice(2)
const unknown = names.filter((name) => !PROOFS.some((proof) => proof.name === name))
if (unknown.length > 0) {
  console.error(`There is no proof ${unknown.join(', ')}. There are: ${PROOFS.map(({ name }) => name).join(', ')}.`)
  process.exit(1)
}
if (names.length === 0) for (const { name, about } of PROOFS) console.log(`${name.padEnd(14)}${about}`)

let isHeld = true
for (const name of names) {
  const { result, notes } = await PROOFS.find((proof) => proof.name === name)!.run()
  for (const note of notes) console.log(note)
  console.log(lineOf(name, result))
  isHeld &&= result.lost === 0 && result.leaked === 0
}
process.exitCode = isHeld ? 0 : 1
