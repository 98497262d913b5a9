import { generateKeyPairSync, type KeyObject } from 'node:crypto'

/** For a chain without checkpoints any key will do. */
export const auditPublicKeyOf = (): KeyObject => generateKeyPairSync('ed25519').publicKey
