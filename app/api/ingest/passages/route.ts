import { connection } from '../../../../server/connection'
import { FormatError } from '../../../../server/formats/format-error'
import type { ParsedPassages } from '../../../../server/formats/passage-fields'
import { parsePassagesCsv } from '../../../../server/formats/passages-csv'
import { parsePassagesNdjson } from '../../../../server/formats/passages-ndjson'
import { ingestPassages, tryPassages } from '../../../../server/services/ingest-passages'
import { sourceOfKey } from '../../../../server/services/passage-sources'
import { awayProblem, PRIVATE, problem } from '../../../_server/guard'
import { readBytes } from '../../../_server/read-body'
import { requireSource } from '../../../_server/source-guard'

export const dynamic = 'force-dynamic'

const MOST_BYTES = 16 * 1024 * 1024
const LONGEST_MS = 60_000
const REMARKS_SHOWN = 100

const PARSERS: Record<string, (bytes: Uint8Array) => ParsedPassages> = {
  'application/x-ndjson': parsePassagesNdjson,
  'application/ndjson': parsePassagesNdjson,
  'text/csv': parsePassagesCsv,
}

const keyOf = (request: Request) => /^Bearer (\S{1,100})$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? ''

/**
 * Passages of a source that has a key. What is answered as accepted is on disk. A batch that got no answer is to be sent again:
 * nothing is stored twice. Refused rows are named, and sending them again changes nothing. `?dry-run=1` answers what would have come
 * of it and stores nothing at all.
 */
export async function POST(request: Request): Promise<Response> {
  const source = await requireSource(request, () => sourceOfKey(connection(), keyOf(request)))
  if (source instanceof Response) return source
  const dryRun = new URL(request.url).searchParams.get('dry-run')
  if (dryRun !== null && dryRun !== '1')
    return problem(400, 'dry-run', 'Say dry-run=1, or leave it out: then passages are stored.')
  const type = request.headers.get('content-type')?.split(';')[0].trim().toLowerCase() ?? ''
  const parse = PARSERS[type]
  if (!parse || request.headers.has('content-encoding'))
    return problem(415, 'content-type', `Expected ${Object.keys(PARSERS).join(' or ')}, not compressed.`)
  const bytes = await readBytes(request, MOST_BYTES, LONGEST_MS)
  if (!bytes) return problem(413, 'too-large', `A batch holds at most ${MOST_BYTES} bytes and comes within a minute.`)
  try {
    const take = dryRun ? tryPassages : ingestPassages
    const { remarks, ...counts } = await take(connection(), source, parse(bytes))
    const shown = remarks.slice(0, REMARKS_SHOWN)
    return Response.json({ ...(dryRun && { isDryRun: true }), ...counts, remarks: shown }, { headers: PRIVATE })
  } catch (error) {
    if (error instanceof FormatError) return problem(400, 'format', error.message)
    return awayProblem(error)
  }
}
