import { PbfReader } from 'pbf'
import { FormatError } from './format-error'
import { checkOsmHeader, readOsmBlobs } from './osm-blobs'
import { OsmNodeTable } from './osm-node-table'
import { readBytes, readDeltas, readMessage, readText, readVarints } from './pbf-fields'

export type OsmTags = Record<string, string>

export interface OsmNode {
  id: number
  lng: number
  lat: number
  tags: OsmTags
}

export interface OsmWay {
  id: number
  tags: OsmTags
  refs: number[]
}

export interface OsmMember {
  type: 'node' | 'way' | 'relation'
  id: number
  role: string
}

export interface OsmRelation {
  id: number
  tags: OsmTags
  members: OsmMember[]
}

export interface OsmElements {
  nodes: OsmNodeTable
  /** Only the nodes that say something. */
  taggedNodes: OsmNode[]
  ways: OsmWay[]
  relations: OsmRelation[]
}

/** What a block shares: its strings, and how its numbers become degrees. */
interface Block {
  strings: string[]
  granularity: number
  lngOffset: number
  latOffset: number
}

const MEMBER_TYPES = ['node', 'way', 'relation'] as const
const NO_TAGS: OsmTags = Object.freeze({})

/**
 * Decodes an OSM PBF file (https://wiki.openstreetmap.org/wiki/PBF_Format). Throws `FormatError` when the file is empty,
 * cut short, damaged or something else.
 */
export function readOsmElements(bytes: Uint8Array): OsmElements {
  const elements: OsmElements = { nodes: new OsmNodeTable(), taggedNodes: [], ways: [], relations: [] }
  for (const blob of readOsmBlobs(bytes)) {
    try {
      if (blob.type === 'OSMHeader') checkOsmHeader(blob)
      else if (blob.type === 'OSMData') readBlock(blob.bytes, elements)
    } catch (cause) {
      if (cause instanceof FormatError) throw new FormatError(cause.reason, blob.offset, { cause })
      throw new FormatError('A block of the OSM file is damaged: its fields do not decode', blob.offset, { cause })
    }
  }
  return elements
}

function readBlock(bytes: Uint8Array, elements: OsmElements): void {
  const block: Block = { strings: [], granularity: 100, lngOffset: 0, latOffset: 0 }
  const groups: Uint8Array[] = []
  const pbf = new PbfReader(bytes)
  for (let tag = pbf.nextField(); tag; tag = pbf.nextField()) {
    if (tag === 1) readMessage(pbf, (inner) => inner === 1 && block.strings.push(readText(pbf)))
    else if (tag === 2) groups.push(readBytes(pbf))
    else if (tag === 17) block.granularity = pbf.readVarint()
    else if (tag === 19) block.latOffset = pbf.readVarint(true)
    else if (tag === 20) block.lngOffset = pbf.readVarint(true)
  }
  for (const group of groups) readGroup(new PbfReader(group), block, elements)
}

function readGroup(pbf: PbfReader, block: Block, elements: OsmElements): void {
  for (let tag = pbf.nextField(); tag; tag = pbf.nextField()) {
    if (tag === 1) addNode(readNode(pbf, block), elements)
    else if (tag === 2) readDenseNodes(pbf, block, elements)
    else if (tag === 3) elements.ways.push(readWay(pbf, block))
    else if (tag === 4) elements.relations.push(readRelation(pbf, block))
  }
}

function addNode(node: OsmNode, { nodes, taggedNodes }: OsmElements): void {
  if (!(Math.abs(node.lng) <= 180 && Math.abs(node.lat) <= 90)) {
    throw new FormatError(`Node ${node.id} lies at ${node.lng}, ${node.lat}, which is not on Earth`)
  }
  nodes.add(node.id, node.lng, node.lat)
  if (node.tags !== NO_TAGS) taggedNodes.push(node)
}

// Nanodegrees stay whole numbers until the one division, so 11.5833904 comes out as exactly that.
const degrees = (offset: number, granularity: number, value: number) => (offset + granularity * value) / 1e9

function readNode(pbf: PbfReader, block: Block): OsmNode {
  let [id, lng, lat] = [0, 0, 0]
  let [keys, values]: number[][] = [[], []]
  readMessage(pbf, (tag) => {
    if (tag === 1) id = pbf.readSVarint()
    else if (tag === 2) keys = readVarints(pbf)
    else if (tag === 3) values = readVarints(pbf)
    else if (tag === 8) lat = degrees(block.latOffset, block.granularity, pbf.readSVarint())
    else if (tag === 9) lng = degrees(block.lngOffset, block.granularity, pbf.readSVarint())
  })
  return { id, lng, lat, tags: tagsOf(keys, values, block.strings) }
}

function readDenseNodes(pbf: PbfReader, block: Block, elements: OsmElements): void {
  let [ids, lats, lngs, keysAndValues]: number[][] = [[], [], [], []]
  readMessage(pbf, (tag) => {
    if (tag === 1) ids = readDeltas(pbf)
    else if (tag === 8) lats = readDeltas(pbf)
    else if (tag === 9) lngs = readDeltas(pbf)
    else if (tag === 10) keysAndValues = readVarints(pbf)
  })
  if (lats.length !== ids.length || lngs.length !== ids.length)
    throw new FormatError('A block has more node ids than positions')
  const nextTags = denseTags(keysAndValues, block.strings)
  for (let i = 0; i < ids.length; i++) {
    const lng = degrees(block.lngOffset, block.granularity, lngs[i])
    addNode({ id: ids[i], lng, lat: degrees(block.latOffset, block.granularity, lats[i]), tags: nextTags() }, elements)
  }
}

/** Dense nodes keep their tags in one list, key value key value 0 key value 0 0 …, one 0 ending each node. */
function denseTags(keysAndValues: number[], strings: string[]): () => OsmTags {
  let at = 0
  return () => {
    const keys: number[] = []
    const values: number[] = []
    for (; at < keysAndValues.length && keysAndValues[at] !== 0; at += 2) {
      keys.push(keysAndValues[at])
      values.push(keysAndValues[at + 1])
    }
    at++
    return tagsOf(keys, values, strings)
  }
}

function readWay(pbf: PbfReader, block: Block): OsmWay {
  let [keys, values, refs]: number[][] = [[], [], []]
  let id = 0
  readMessage(pbf, (tag) => {
    if (tag === 1) id = pbf.readVarint(true)
    else if (tag === 2) keys = readVarints(pbf)
    else if (tag === 3) values = readVarints(pbf)
    else if (tag === 8) refs = readDeltas(pbf)
  })
  return { id, refs, tags: tagsOf(keys, values, block.strings) }
}

function readRelation(pbf: PbfReader, block: Block): OsmRelation {
  let [keys, values, roles, ids, types]: number[][] = [[], [], [], [], []]
  let id = 0
  readMessage(pbf, (tag) => {
    if (tag === 1) id = pbf.readVarint(true)
    else if (tag === 2) keys = readVarints(pbf)
    else if (tag === 3) values = readVarints(pbf)
    else if (tag === 8) roles = readVarints(pbf)
    else if (tag === 9) ids = readDeltas(pbf)
    else if (tag === 10) types = readVarints(pbf)
  })
  const members = ids.map((member, i) => ({
    type: MEMBER_TYPES[types[i]] ?? 'relation',
    id: member,
    role: block.strings[roles[i]] ?? '',
  }))
  return { id, tags: tagsOf(keys, values, block.strings), members }
}

// Object.fromEntries defines its own properties, so a key named __proto__ stays a plain key.
function tagsOf(keys: number[], values: number[], strings: string[]): OsmTags {
  if (keys.length === 0) return NO_TAGS
  return Object.fromEntries(keys.map((key, i) => [strings[key] ?? '', strings[values[i]] ?? '']))
}
