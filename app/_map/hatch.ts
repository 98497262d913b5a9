/** The two hatches that the map uses: a fine one for what is assumed, a bold one for blind spots. Needs a DOM. */

const SIZE = 64
const NAMES = ['fine', 'bold'] as const
export type HatchName = (typeof NAMES)[number]

export interface HatchAtlas {
  /** Properties that FillStyleExtension reads. */
  fillProps(name: HatchName): Record<string, unknown>
}

function drawHatch(pen: CanvasRenderingContext2D, x: number, spacing: number, width: number): void {
  pen.save()
  pen.beginPath()
  pen.rect(x, 0, SIZE, SIZE)
  pen.clip()
  pen.lineWidth = width
  pen.strokeStyle = '#fff'
  for (let offset = -SIZE; offset <= SIZE; offset += spacing) {
    pen.beginPath()
    pen.moveTo(x + offset, SIZE)
    pen.lineTo(x + offset + SIZE, 0)
    pen.stroke()
  }
  pen.restore()
}

export function drawHatchAtlas(): HatchAtlas {
  const image = document.createElement('canvas')
  image.width = NAMES.length * SIZE
  image.height = SIZE
  const pen = image.getContext('2d')!
  drawHatch(pen, 0, 16, 5)
  drawHatch(pen, SIZE, 16, 8)
  const mapping = Object.fromEntries(NAMES.map((name, i) => [name, { x: i * SIZE, y: 0, width: SIZE, height: SIZE }]))
  return {
    fillProps: (name) => ({
      fillPatternAtlas: image,
      fillPatternMapping: mapping,
      fillPatternMask: true,
      getFillPattern: () => name,
      getFillPatternScale: 0.12,
      getFillPatternOffset: [0, 0],
    }),
  }
}

const TILE = 8

/** The fine hatch in a colour, as a small picture that repeats without a seam. */
export function drawHatchImage([r, g, b]: readonly [number, number, number]): ImageData {
  const image = new ImageData(TILE, TILE)
  for (let y = 0; y < TILE; y++)
    for (let x = 0; x < TILE; x++) if ((x + y) % TILE < 3) image.data.set([r, g, b, 255], (y * TILE + x) * 4)
  return image
}
