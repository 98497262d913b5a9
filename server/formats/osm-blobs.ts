import { inflateSync } from 'node:zlib'
import { PbfReader } from 'pbf'
import { FormatError } from './format-error'
import { readBytes, readText } from './pbf-fields'

/** Limits of the format itself: https://wiki.openstreetmap.org/wiki/PBF_Format#File_format */
const MAX_HEADER_BYTES = 64 * 1024
const MAX_BLOB_BYTES = 32 * 1024 * 1024

const KNOWN_FEATURES = new Set(['OsmSchema-V0.6', 'DenseNodes', 'HistoricalInformation'])

export interface OsmBlob {
  type: string
  bytes: Uint8Array
  /** Where the blob begins in the file. */
  offset: number
}

/** The inflated blobs of an OSM PBF file, in order. Throws `FormatError` when the file is empty, cut short or something else. */
export function* readOsmBlobs(bytes: Uint8Array): Generator<OsmBlob> {
  if (bytes.length === 0) throw new FormatError('The file is empty; an OSM PBF extract was expected', 0)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let offset = 0
  while (offset < bytes.length) {
    if (offset + 4 > bytes.length) throw cutShort(offset)
    const header = readHeader(take(bytes, offset + 4, view.getUint32(offset), MAX_HEADER_BYTES))
    if (offset === 0 && header.type !== 'OSMHeader')
      throw new FormatError('This is not an OSM PBF file: it does not begin with an OSMHeader block', 0)
    const start = offset + 4 + view.getUint32(offset)
    yield { type: header.type, bytes: inflateBlob(take(bytes, start, header.size, MAX_BLOB_BYTES), start), offset }
    offset = start + header.size
  }
}

/** Refuses a file whose header asks for something this reader does not do. */
export function checkOsmHeader(blob: OsmBlob): void {
  const pbf = new PbfReader(blob.bytes)
  for (let tag = pbf.nextField(); tag; tag = pbf.nextField()) {
    if (tag !== 4) continue
    const feature = readText(pbf)
    if (!KNOWN_FEATURES.has(feature))
      throw new FormatError(`The OSM file requires "${feature}", which this reader does not know`, blob.offset)
  }
}

function cutShort(offset: number): FormatError {
  return new FormatError(
    'The OSM file is cut short: a block is announced but not complete. Fetch the file again',
    offset,
  )
}

function take(bytes: Uint8Array, start: number, length: number, max: number): Uint8Array {
  if (!(length > 0 && length <= max))
    throw new FormatError(
      `This is not an OSM PBF file: a block of ${length} bytes is announced, at most ${max} are allowed`,
      start,
    )
  if (start + length > bytes.length) throw cutShort(start)
  return bytes.subarray(start, start + length)
}

function readHeader(bytes: Uint8Array): { type: string; size: number } {
  const pbf = new PbfReader(bytes)
  const header = { type: '', size: 0 }
  for (let tag = pbf.nextField(); tag; tag = pbf.nextField()) {
    if (tag === 1) header.type = readText(pbf)
    else if (tag === 3) header.size = pbf.readVarint()
  }
  return header
}

function inflateBlob(bytes: Uint8Array, offset: number): Uint8Array {
  const pbf = new PbfReader(bytes)
  for (let tag = pbf.nextField(); tag; tag = pbf.nextField()) {
    if (tag === 1) return readBytes(pbf)
    if (tag === 3) return inflate(readBytes(pbf), offset)
    if (tag > 3) throw new FormatError('A block of the OSM file is compressed with something other than zlib', offset)
  }
  throw new FormatError('A block of the OSM file holds no data', offset)
}

function inflate(bytes: Uint8Array, offset: number): Uint8Array {
  try {
    return inflateSync(bytes, { maxOutputLength: MAX_BLOB_BYTES })
  } catch (cause) {
    throw new FormatError('A block of the OSM file is damaged: it does not inflate', offset, { cause })
  }
}
