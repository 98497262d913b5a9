/** The report to read: everything on it is in the report's data, whose hash it carries. */
import type { EvidenceReport } from '../evidence-report'
import { drawMap, type MapRoad } from './map'
import { Sheet } from './sheet'
import { type PdfLocale, wordsOf } from './words'

const MOST_AUDIT = 60
const MOST_SERVICE = 60

interface PdfFacts {
  report: EvidenceReport
  reportSha256: string
  roads: readonly MapRoad[]
  attributions: readonly string[]
  locale: PdfLocale
}

export async function evidencePdf({
  report,
  reportSha256,
  roads,
  attributions,
  locale,
}: PdfFacts): Promise<Uint8Array> {
  const words = wordsOf(locale)
  const time = timesIn(report.city.timeZone, locale)
  const nameOf = ({ name, nameEn, code }: { name: string | null; nameEn: string | null; code: string }) =>
    (locale === 'en' ? (nameEn ?? name) : name) ?? code
  const sheet = new Sheet({
    title: `${words.title} ${report.case.number}`,
    author: report.madeBy.name,
    at: new Date(report.madeAt),
  })
  sheet.title(words.title)
  if (report.city.isDemo) sheet.text(words.simulated, { isBold: true })
  sheet.text(words.lead)
  sheet.facts([
    [words.case, report.case.number],
    [words.offence, words.offences[report.case.offenceClass] ?? report.case.offenceClass],
    [words.reason, report.case.reason],
    [words.unit, report.case.unit],
    [words.by, `${report.madeBy.name}, ${report.madeBy.unit}`],
    [words.at, time.full(report.madeAt)],
    [words.report, report.id],
    [words.software, `Sightline ${report.sightline}`],
    ...(report.note ? [[words.note, report.note] as const] : []),
  ])
  sheet.heading(words.asked)
  for (const { plate, from, to, passages, isCut } of report.questions) {
    const found = passages === 0 ? words.askedNothing : words.passagesCount(passages)
    sheet.text(`${plate} · ${time.full(from)} – ${time.full(to)} · ${found}${isCut ? ` · ${words.askedCut}` : ''}`)
  }
  if (report.passages.length > 0) {
    sheet.heading(words.map)
    drawMap(sheet, report.passages, roads, { words, attributions })
    sheet.text(words.mapNote, { isFaint: true })
    sheet.heading(words.passages)
    const shares = [0.05, 0.17, 0.12, 0.29, 0.07, 0.07, 0.07, 0.16]
    sheet.table(
      words.columns.map((title, i) => ({ title, share: shares[i] })),
      report.passages.map((passage, i) => [
        String(i + 1),
        time.short(passage.at),
        passage.rawPlate,
        `${nameOf(passage.camera)} (${passage.camera.code})`,
        passage.bearing === null ? '–' : `${Math.round(passage.bearing)}°`,
        passage.speedKmh === null ? '–' : String(Math.round(passage.speedKmh)),
        passage.reliability === null ? '–' : `${passage.reliability} %`,
        time.short(passage.receivedAt),
      ]),
    )
  }
  sheet.heading(words.unknown)
  sheet.text(words.gaps, { isBold: true })
  if (report.gaps.length === 0) sheet.text(words.noGaps)
  for (const { plate, from, to } of report.gaps) sheet.text(`${plate} · ${time.full(from)} – ${time.full(to)}`)
  sheet.text(words.service, { isBold: true })
  if (report.outOfService.length === 0) sheet.text(words.noService)
  for (const stretch of report.outOfService.slice(0, MOST_SERVICE))
    sheet.text(
      `${nameOf(stretch)} (${stretch.code}) · ${words.states[stretch.state]} · ${time.full(stretch.from)} – ${time.full(stretch.to)}`,
    )
  if (report.outOfService.length > MOST_SERVICE) sheet.text(words.more(report.outOfService.length - MOST_SERVICE))
  sheet.text(words.clocks, { isBold: true })
  for (const [code, behindMs] of Object.entries(report.clocks)) {
    const seconds = Math.abs((behindMs ?? 0) / 1_000).toFixed(1)
    const said =
      behindMs === null ? words.clockUnknown : behindMs < 0 ? words.clockAhead(seconds) : words.clockBehind(seconds)
    sheet.text(`${code}: ${said}`)
  }
  if (report.images.length > 0) {
    sheet.heading(words.images)
    for (const image of report.images)
      sheet.text(`${image.file ?? words.imageProblem} · ${image.sha256 ?? image.problem ?? ''}`, { isFaint: true })
  }
  sheet.heading(words.audit)
  const auditShares = [0.08, 0.2, 0.24, 0.2, 0.28]
  sheet.table(
    words.auditColumns.map((title, i) => ({ title, share: auditShares[i] })),
    report.audit
      .slice(-MOST_AUDIT)
      .map(({ id, at, person, unit, action, hash }) => [
        String(id),
        time.short(at),
        `${person}, ${unit}`,
        words.actions[action] ?? action,
        `${hash.slice(0, 24)}…`,
      ]),
  )
  sheet.text(`${words.sha}: ${reportSha256}`, { isFaint: true })
  sheet.text(words.verify, { isFaint: true })
  return sheet.end((page, pages) => [
    `${report.case.number} · ${report.id} · SHA-256 ${reportSha256.slice(0, 16)}…`,
    words.page(page, pages),
  ])
}

/** In the city's zone, which is named with its offset. */
function timesIn(timeZone: string, locale: PdfLocale) {
  const parts = {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
  } as const
  const short = new Intl.DateTimeFormat('sv-SE', parts)
  const zone = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'longOffset' })
  const offset = (at: number) =>
    zone
      .formatToParts(at)
      .find(({ type }) => type === 'timeZoneName')
      ?.value.replace('GMT', 'UTC') ?? ''
  return {
    short: (at: number) => short.format(at),
    full: (at: number) => `${short.format(at)} ${offset(at)}`,
  }
}
