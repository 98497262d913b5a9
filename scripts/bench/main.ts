import { requirePackages } from '../lib/debian-packages.mjs'
import { blindSpotsCase } from './blind-spots'
import { city200kCase } from './city-200k'
import { coverageCase, coverageCountsCase } from './coverage'
import { drawCase } from './draw'
import { incrementalCase } from './incremental'
import { ingestCase } from './ingest'
import type { BenchCase, BenchResult } from './measure'
import { passagesCase } from './passages'
import { previewCase } from './preview'
import { replayCase } from './replay'
import { setCoverCase } from './set-cover'
import { videoCase } from './video'
import { viewshedCase } from './viewshed'
import { viewshed25dCase } from './viewshed-25d'

const CASES: BenchCase[] = [
  viewshedCase,
  viewshed25dCase,
  coverageCase,
  coverageCountsCase,
  incrementalCase,
  previewCase,
  blindSpotsCase,
  city200kCase,
  setCoverCase,
  drawCase,
  replayCase,
  videoCase,
  passagesCase,
  ingestCase,
]

const names = process.argv.slice(2)
const unknown = names.filter((name) => !CASES.some((candidate) => candidate.name === name))
if (unknown.length > 0) {
  console.error(`There is no case ${unknown.join(', ')}. There are: ${CASES.map(({ name }) => name).join(', ')}.`)
  process.exit(1)
}
if (names.length === 0) for (const { name, about } of CASES) console.log(`${name.padEnd(17)}${about}`)

const results: BenchResult[] = []
for (const name of names) {
  const found = CASES.find((candidate) => candidate.name === name)!
  requirePackages(name, found.packages ?? [])
  const { result, notes } = await found.run()
  results.push(result)
  console.log(`\n${name} (n = ${result.n}, ${result.unit})`)
  console.log(`  ${'ours'.padEnd(44)}${String(result.ours).padStart(10)}`)
  for (const [peer, value] of Object.entries(result.peers))
    console.log(
      `  ${peer.padEnd(44)}${String(value).padStart(10)}  × ${result.ratio[peer]}  differs by ${result.agreement[peer]}`,
    )
  for (const [figure, value] of Object.entries(result.beside ?? {}))
    console.log(`  ${figure.padEnd(44)}${String(value).padStart(10)}`)
  for (const note of notes) console.log(`  ${note}`)
}
if (results.length > 0) console.log()
for (const result of results) console.log(JSON.stringify(result))
