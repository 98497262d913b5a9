import { FormatError } from './format-error'

const BOMS: readonly (readonly [encoding: string, bytes: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]
const MAX_BYTES = 400 * 1024 * 1024

/**
 * Text of unknown encoding: what its byte order mark says, else UTF-8, else GB18030 (which includes GBK and GB 2312).
 * Throws `FormatError` when it is none of these, or too large for one string.
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes.length > MAX_BYTES)
    throw new FormatError(
      `The file is ${Math.round(bytes.length / 1e6)} MB; split it into files of at most ${MAX_BYTES / 1024 / 1024} MB`,
    )
  const marked = BOMS.find(([, bom]) => bom.every((byte, i) => bytes[i] === byte))?.[0]
  const text = decode(bytes, marked ?? 'utf-8') ?? (marked ? null : decode(bytes, 'gb18030'))
  if (text === null)
    throw new FormatError(
      `The text cannot be decoded${marked ? ` as ${marked}, which it claims to be` : ': it is neither UTF-8 nor GB18030'}. Save it as UTF-8`,
    )
  return text
}

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
