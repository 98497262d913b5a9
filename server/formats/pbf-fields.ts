import type { PbfReader } from 'pbf'
import { FormatError } from './format-error'

const utf8 = new TextDecoder('utf-8')

/** Where a length-delimited value ends. Throws `FormatError` when it claims more bytes than there are. */
export function delimitedEnd(pbf: PbfReader): number {
  const length = pbf.readVarint()
  const end = pbf.pos + length
  if (!(end <= pbf.length)) throw new FormatError('A field claims more bytes than its block holds', pbf.pos)
  return end
}

export function readBytes(pbf: PbfReader): Uint8Array {
  const end = delimitedEnd(pbf)
  const bytes = pbf.buf.subarray(pbf.pos, end)
  pbf.pos = end
  return bytes
}

export function readText(pbf: PbfReader): string {
  return utf8.decode(readBytes(pbf))
}

/** Calls `readField` for every field of the message that comes next. */
export function readMessage(pbf: PbfReader, readField: (tag: number) => void): void {
  const end = delimitedEnd(pbf)
  for (let tag = pbf.nextField(end); tag; tag = pbf.nextField(end)) readField(tag)
}

export function readVarints(pbf: PbfReader): number[] {
  const values: number[] = []
  for (const end = delimitedEnd(pbf); pbf.pos < end; ) values.push(pbf.readVarint(true))
  return values
}

export function readSignedVarints(pbf: PbfReader): number[] {
  const values: number[] = []
  for (const end = delimitedEnd(pbf); pbf.pos < end; ) values.push(pbf.readSVarint())
  return values
}

/** The values whose differences are stored, zigzag-encoded. */
export function readDeltas(pbf: PbfReader): number[] {
  const values = readSignedVarints(pbf)
  for (let i = 1; i < values.length; i++) values[i] += values[i - 1]
  return values
}
