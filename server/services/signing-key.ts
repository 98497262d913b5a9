/** An Ed25519 key in the data folder and not in the database, made at its first use. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { env } from '../env'

const fileOf = (name: string) => join(env.dataFolder, 'keys', `${name}.pem`)

/** The public half lies beside it, to be handed to whoever verifies. */
function signingKey(name: string): KeyObject {
  const file = fileOf(name)
  if (!existsSync(file)) {
    mkdirSync(join(env.dataFolder, 'keys'), { recursive: true, mode: 0o700 })
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' })
    writeFileSync(file.replace(/pem$/, 'pub.pem'), publicKey.export({ type: 'spki', format: 'pem' }))
  }
  return createPrivateKey(readFileSync(file))
}

export const publicKeyOf = (name: string): KeyObject => createPublicKey(signingKey(name))

/** Detached, 64 bytes. */
export const signWith = (name: string, bytes: Uint8Array): Buffer => sign(null, bytes, signingKey(name))
