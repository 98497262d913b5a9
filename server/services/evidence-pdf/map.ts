/** The map of a report, in lines: streets, the links between passages, and the numbers of the passages where they were read. */
import type { LineString } from 'geojson'
import type { EvidencePassage } from '../../domain/evidence'
import { localFrame } from '../../domain/frame'
import type { Sheet } from './sheet'
import type { PdfWords } from './words'

const HEIGHT = 300
const MARGIN_M = 250
const LEAST_SPAN_M = 600
/** Okabe–Ito, as on the screen. */
const COLOURS = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#cc79a7',
  '#e69f00',
  '#56b4e9',
  '#000000',
  '#7a6b00',
  '#6a3d9a',
  '#8c564b',
]
const WIDTHS: Record<string, number> = { motorway: 2.6, trunk: 2.4, primary: 2.2, secondary: 1.8, tertiary: 1.4 }
const NICE = [50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000]

export interface MapRoad {
  geometry: LineString
  roadClass: string
}

/** The scale is one for both directions, and north is up. */
export function drawMap(
  sheet: Sheet,
  passages: readonly EvidencePassage[],
  roads: readonly MapRoad[],
  { words, attributions }: { words: PdfWords; attributions: readonly string[] },
): void {
  const { pdf } = sheet
  const box = sheet.area(HEIGHT)
  const [first] = passages
  const frame = localFrame([first.camera.lng, first.camera.lat])
  const places = passages.map(({ camera }) => frame.toLocal(camera.lng, camera.lat))
  const [xs, ys] = [places.map(([x]) => x), places.map(([, y]) => y)]
  const middle = [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2]
  const span = (values: number[]) => Math.max(LEAST_SPAN_M, Math.max(...values) - Math.min(...values) + 2 * MARGIN_M)
  const pointsPerMetre = Math.min(box.width / span(xs), box.height / span(ys))
  const toPage = ([x, y]: readonly [number, number]): [number, number] => [
    box.x + box.width / 2 + (x - middle[0]) * pointsPerMetre,
    box.y + box.height / 2 - (y - middle[1]) * pointsPerMetre,
  ]
  pdf.save().rect(box.x, box.y, box.width, box.height).clip()
  pdf.rect(box.x, box.y, box.width, box.height).fill('#f6f7f9')
  for (const { geometry, roadClass } of roads) {
    const line = geometry.coordinates.map(([lng, lat]) => toPage(frame.toLocal(lng, lat)))
    pdf.moveTo(...line[0])
    for (const point of line.slice(1)) pdf.lineTo(...point)
    pdf.lineWidth(WIDTHS[roadClass] ?? 0.8).stroke('#c3c9d2')
  }
  drawPassages(pdf, passages, places.map(toPage))
  pdf.restore()
  pdf.rect(box.x, box.y, box.width, box.height).lineWidth(0.6).stroke('#8a94a3')
  drawScale(pdf, box, pointsPerMetre, words.north)
  pdf.fontSize(6.5).fillColor('#5a6575')
  pdf.text(attributions.join(' · '), box.x + 90, box.y + box.height - 11, {
    width: box.width - 96,
    align: 'right',
    lineBreak: false,
  })
  pdf.fontSize(9).fillColor('#1a2230')
  pdf.x = box.x
  pdf.y = box.y + box.height + 6
}

function drawPassages(pdf: PDFKit.PDFDocument, passages: readonly EvidencePassage[], places: [number, number][]): void {
  const plates = [...new Set(passages.map(({ plate }) => plate))]
  const colourOf = (plate: string) => COLOURS[plates.indexOf(plate) % COLOURS.length]
  for (const plate of plates) {
    const own = places.filter((_, i) => passages[i].plate === plate)
    if (own.length < 2) continue
    pdf.moveTo(...own[0])
    for (const place of own.slice(1)) pdf.lineTo(...place)
    pdf.lineWidth(1.2).dash(4, { space: 3 }).stroke(colourOf(plate)).undash()
  }
  const labels = new Map<string, { at: [number, number]; numbers: number[]; colour: string }>()
  for (const [i, at] of places.entries()) {
    const key = at.map((value) => Math.round(value / 9)).join(' ')
    const label = labels.get(key) ?? { at, numbers: [], colour: colourOf(passages[i].plate) }
    label.numbers.push(i + 1)
    labels.set(key, label)
  }
  for (const { at, numbers, colour } of labels.values()) {
    const text = numbers.length > 3 ? `${numbers[0]}…${numbers.at(-1)}` : numbers.join('·')
    pdf.font('bold').fontSize(7)
    const width = pdf.widthOfString(text) + 7
    pdf
      .roundedRect(at[0] - width / 2, at[1] - 6, width, 12, 6)
      .lineWidth(0.8)
      .fillAndStroke(colour, '#ffffff')
    pdf.fillColor('#ffffff').text(text, at[0] - width / 2, at[1] - 4.6, { width, align: 'center', lineBreak: false })
  }
  pdf.font('regular')
}

function drawScale(
  pdf: PDFKit.PDFDocument,
  box: { x: number; y: number; width: number; height: number },
  pointsPerMetre: number,
  north: string,
): void {
  const metres = NICE.filter((each) => each * pointsPerMetre <= 90).at(-1) ?? NICE[0]
  const [x, y] = [box.x + 10, box.y + box.height - 12]
  pdf
    .moveTo(x, y - 4)
    .lineTo(x, y)
    .lineTo(x + metres * pointsPerMetre, y)
    .lineTo(x + metres * pointsPerMetre, y - 4)
  pdf.lineWidth(1).stroke('#1a2230')
  pdf.fontSize(7).fillColor('#1a2230')
  pdf.text(metres >= 1_000 ? `${metres / 1_000} km` : `${metres} m`, x, y - 14, { lineBreak: false })
  const [nx, ny] = [box.x + box.width - 18, box.y + 14]
  pdf.polygon([nx, ny - 6], [nx + 5, ny + 8], [nx, ny + 5], [nx - 5, ny + 8]).fill('#1a2230')
  pdf.text(north, nx - 10, ny + 10, { width: 20, align: 'center', lineBreak: false })
}
