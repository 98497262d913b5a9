/** Verifies a package of evidence offline: npm run verify-evidence -- PACKAGE.zip [PUBLIC-KEY.pem]. Exits 1 and names the first thing that is wrong. */
import { createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { verifyEvidence } from '../server/services/verify-evidence'

const [packageFile, keyFile] = process.argv.slice(2)
if (!packageFile) throw new RangeError('Say which package, and by which public key: PACKAGE.zip PUBLIC-KEY.pem')
const key = keyFile ? createPublicKey(readFileSync(keyFile)) : null
const { manifest, files, isKeyGiven, fault } = verifyEvidence(readFileSync(packageFile), key)
if (manifest)
  console.log(
    `Report ${manifest.id} of case ${manifest.caseNumber}, made ${manifest.madeAt} by Sightline ${manifest.sightline}`,
  )
for (const { name, isSound } of files) console.log(`  ${isSound ? 'sound  ' : 'WRONG  '} ${name}`)
if (fault) {
  console.error(`Not whole: ${fault}.`)
  process.exitCode = 1
} else if (isKeyGiven) console.log('Whole: every file is what was signed with this key.')
else
  console.log(
    'Whole, by the key in the package itself: nothing changed since somebody signed it. Give the installation’s own public key to know who.',
  )
