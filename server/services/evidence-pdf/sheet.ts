/** An A4 page to write on from top to bottom: text that wraps, tables that go on over pages, a footer on each page. Points. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import PDFDocument from 'pdfkit'

const MARGIN = 42
const FOOTER = 34
const BODY = 9
const INK = '#1a2230'
const FAINT = '#5a6575'
const LINE = '#c9d0da'

/** Read at run time: a bundler has no use for it. */
const fontFile = (weight: 'Regular' | 'Bold') => {
  const require = createRequire(join(process.cwd(), 'package.json'))
  return join(dirname(require.resolve('@embedpdf/fonts-sc')), '..', 'fonts', `NotoSansHans-${weight}.otf`)
}

export interface Column {
  title: string
  /** A share of the page's width. */
  share: number
}

export class Sheet {
  readonly pdf: PDFKit.PDFDocument
  readonly left = MARGIN
  readonly width: number
  readonly #chunks: Buffer[] = []

  constructor(info: { title: string; author: string; at: Date }) {
    this.pdf = new PDFDocument({
      size: 'A4',
      margin: MARGIN,
      bufferPages: true,
      info: { Title: info.title, Author: info.author, CreationDate: info.at, ModDate: info.at, Producer: 'Sightline' },
    })
    this.pdf.on('data', (chunk: Buffer) => this.#chunks.push(chunk))
    this.pdf.registerFont('regular', fontFile('Regular')).registerFont('bold', fontFile('Bold'))
    this.width = this.pdf.page.width - 2 * MARGIN
    this.pdf.font('regular').fontSize(BODY).fillColor(INK)
  }

  get #bottom(): number {
    return this.pdf.page.height - MARGIN - FOOTER
  }

  /** Begins a new page when less than this is left. */
  need(height: number): void {
    if (this.pdf.y + height > this.#bottom) {
      this.pdf.addPage()
      this.pdf.y = MARGIN
    }
  }

  title(text: string): void {
    this.pdf.font('bold').fontSize(17).text(text, MARGIN, this.pdf.y, { width: this.width })
    this.pdf.font('regular').fontSize(BODY).moveDown(0.4)
  }

  heading(text: string): void {
    this.need(48)
    this.pdf.moveDown(0.9)
    this.pdf.font('bold').fontSize(11.5).text(text, MARGIN, this.pdf.y, { width: this.width })
    this.pdf.font('regular').fontSize(BODY).moveDown(0.3)
  }

  text(text: string, { isFaint = false, isBold = false } = {}): void {
    this.need(24)
    this.pdf
      .font(isBold ? 'bold' : 'regular')
      .fontSize(BODY)
      .fillColor(isFaint ? FAINT : INK)
      .text(text, MARGIN, this.pdf.y, { width: this.width })
      .fillColor(INK)
      .font('regular')
    this.pdf.moveDown(0.2)
  }

  /** Names and values side by side. */
  facts(rows: readonly (readonly [name: string, value: string])[]): void {
    const nameWidth = 96
    for (const [name, value] of rows) {
      const height = this.pdf.heightOfString(value, { width: this.width - nameWidth })
      this.need(height + 4)
      const { y } = this.pdf
      this.pdf
        .fillColor(FAINT)
        .text(name, MARGIN, y, { width: nameWidth - 8 })
        .fillColor(INK)
      this.pdf.text(value, MARGIN + nameWidth, y, { width: this.width - nameWidth })
      this.pdf.y = y + Math.max(height, this.pdf.currentLineHeight(true)) + 3
    }
  }

  /** The header is said again on every page the table reaches. */
  table(columns: readonly Column[], rows: readonly (readonly string[])[]): void {
    const size = 7.5
    const widths = columns.map(({ share }) => share * this.width)
    const line = (cells: readonly string[], isHead: boolean) => {
      this.pdf.font(isHead ? 'bold' : 'regular').fontSize(size)
      const height = Math.max(...cells.map((cell, i) => this.pdf.heightOfString(cell || ' ', { width: widths[i] - 6 })))
      if (!isHead && this.pdf.y + height + 5 > this.#bottom) {
        this.pdf.addPage()
        this.pdf.y = MARGIN
        line(
          columns.map(({ title }) => title),
          true,
        )
        this.pdf.font('regular').fontSize(size)
      }
      const { y } = this.pdf
      let x = MARGIN
      for (const [i, cell] of cells.entries()) {
        this.pdf.fillColor(isHead ? FAINT : INK).text(cell, x, y + 2, { width: widths[i] - 6 })
        x += widths[i]
      }
      this.pdf.y = y + height + 5
      this.pdf
        .moveTo(MARGIN, this.pdf.y - 1)
        .lineTo(MARGIN + this.width, this.pdf.y - 1)
        .lineWidth(0.4)
        .stroke(LINE)
    }
    this.need(40)
    line(
      columns.map(({ title }) => title),
      true,
    )
    for (const row of rows) line(row, false)
    this.pdf.font('regular').fontSize(BODY).fillColor(INK)
    this.pdf.moveDown(0.3)
  }

  /** A rectangle of the page to draw in. */
  area(height: number): { x: number; y: number; width: number; height: number } {
    this.need(height + 6)
    const { y } = this.pdf
    this.pdf.y = y + height + 6
    return { x: MARGIN, y, width: this.width, height }
  }

  /** Writes the foot of every page and ends. */
  async end(footer: (page: number, pages: number) => readonly [left: string, right: string]): Promise<Uint8Array> {
    const { start, count } = this.pdf.bufferedPageRange()
    for (let i = 0; i < count; i++) {
      this.pdf.switchToPage(start + i)
      const [left, right] = footer(i + 1, count)
      const y = this.pdf.page.height - MARGIN - 12
      // Below the margin a text would begin a page of its own.
      this.pdf.page.margins.bottom = 0
      this.pdf.font('regular').fontSize(7).fillColor(FAINT)
      this.pdf.text(left, MARGIN, y, { width: this.width * 0.8, lineBreak: false })
      this.pdf.text(right, MARGIN + this.width * 0.8, y, { width: this.width * 0.2, align: 'right', lineBreak: false })
    }
    const ended = new Promise((resolve) => this.pdf.once('end', resolve))
    this.pdf.end()
    await ended
    return Buffer.concat(this.#chunks)
  }
}
