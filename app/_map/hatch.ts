/** The two hatches that the map uses: a fine one for what is assumed, a bold one for blind spots. Needs a DOM. */

const SIZE = 64
const NAMES = ['fine', 'bold'] as const
export type HatchName = (typeof NAMES)[number]

export interface HatchAtlas {
  /** Properties that FillStyleExtension reads. With a whole zoom level the hatch keeps its width on the screen. */
  fillProps(name: HatchName, zoom?: number): Record<string, unknown>
}

/** Metres of ground per pixel of the hatch's picture: its lines, 16 pixels apart there, stand 8 pixels apart on the screen. */
export const steadyScale = (zoom: number) => (0.5 * 78_271.5 * Math.SQRT1_2) / 2 ** zoom

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
    fillProps: (name, zoom) => ({
      fillPatternAtlas: image,
      fillPatternMapping: mapping,
      fillPatternMask: true,
      getFillPattern: () => name,
      getFillPatternScale: zoom === undefined ? 0.12 : steadyScale(zoom),
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
