/** The vehicles' discs with their numbers, drawn once into an atlas: full where a vehicle was read, hollow where its place is a guess. */
import type { TripPosition } from '../../server/domain/trips'
import type { IconAtlas } from './camera-icons'
import { cssColor, inkOn, type Palette, type Rgb } from './palette'

const SIZE = 64
const CENTER = SIZE / 2
const RADIUS = 23
const CERTAINTIES = ['at', 'between'] as const

export const vehicleIcon = (number: number, certainty: TripPosition['certainty']) => `${number} ${certainty}`

function drawDisc(pen: CanvasRenderingContext2D, number: number, color: Rgb, isGuess: boolean, palette: Palette): void {
  const body = isGuess ? palette.halo : color
  pen.beginPath()
  pen.arc(CENTER, CENTER, RADIUS, 0, 2 * Math.PI)
  pen.lineWidth = 12
  pen.strokeStyle = cssColor(palette.halo)
  pen.stroke()
  pen.globalAlpha = isGuess ? 0.8 : 1
  pen.fillStyle = cssColor(body)
  pen.fill()
  pen.globalAlpha = 1
  pen.lineWidth = 6
  pen.strokeStyle = cssColor(color)
  pen.stroke()
  pen.fillStyle = cssColor(isGuess ? palette.ink : inkOn(color))
  pen.font = 'bold 28px Inter, sans-serif'
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.fillText(String(number), CENTER, CENTER + 2)
}

/** Needs a DOM. `colorOf` of each number from 1 to `most`. */
export function drawVehicleAtlas(most: number, colorOf: (number: number) => Rgb, palette: Palette): IconAtlas {
  const image = document.createElement('canvas')
  image.width = CERTAINTIES.length * SIZE
  image.height = most * SIZE
  const pen = image.getContext('2d')!
  const mapping: IconAtlas['mapping'] = {}
  for (let number = 1; number <= most; number++)
    CERTAINTIES.forEach((certainty, column) => {
      const [x, y] = [column * SIZE, (number - 1) * SIZE]
      pen.save()
      pen.translate(x, y)
      drawDisc(pen, number, colorOf(number), certainty === 'between', palette)
      pen.restore()
      mapping[vehicleIcon(number, certainty)] = { x, y, width: SIZE, height: SIZE, anchorX: CENTER, anchorY: CENTER }
    })
  return { image, mapping }
}
