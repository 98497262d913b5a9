/**
 * Camera symbols drawn once into an atlas: kind by glyph (fixed a lens, dome a half-disc, PTZ a disc with arrows, panoramic a
 * ring), state by shape and colour (filled; badge with !; slash; ring), plates by a bar below. Bearing is a wedge of its own.
 */
import { CAMERA_KINDS, CAMERA_STATES, type CameraKind, type CameraState } from '../../server/domain/camera'
import { cssColor, type Palette } from './palette'

const SIZE = 64
const CENTER = SIZE / 2
const RADIUS = 19

export interface IconAtlas {
  image: HTMLCanvasElement
  mapping: Record<string, { x: number; y: number; width: number; height: number; anchorX: number; anchorY: number }>
}

function drawBody(pen: CanvasRenderingContext2D, kind: CameraKind): void {
  pen.beginPath()
  if (kind === 'fixed') pen.roundRect(CENTER - RADIUS + 2, CENTER - RADIUS + 2, 2 * RADIUS - 4, 2 * RADIUS - 4, 7)
  else if (kind === 'dome') {
    pen.arc(CENTER, CENTER - 4, RADIUS, 0, Math.PI)
    pen.lineTo(CENTER - RADIUS, CENTER - 13)
    pen.lineTo(CENTER + RADIUS, CENTER - 13)
    pen.closePath()
  } else pen.arc(CENTER, CENTER, RADIUS, 0, 2 * Math.PI)
}

function drawGlyph(pen: CanvasRenderingContext2D, kind: CameraKind): void {
  pen.lineWidth = 4
  pen.lineCap = 'round'
  pen.beginPath()
  if (kind === 'fixed') pen.arc(CENTER, CENTER, 6.5, 0, 2 * Math.PI)
  else if (kind === 'dome') pen.arc(CENTER, CENTER - 3, 7, 0, Math.PI)
  else if (kind === 'ptz') {
    pen.moveTo(CENTER - 10, CENTER)
    pen.lineTo(CENTER + 10, CENTER)
    pen.moveTo(CENTER, CENTER - 10)
    pen.lineTo(CENTER, CENTER + 10)
  } else pen.arc(CENTER, CENTER, 9, 0, 2 * Math.PI)
  pen.stroke()
}

function drawState(pen: CanvasRenderingContext2D, state: CameraState, color: string, halo: string): void {
  if (state === 'offline') {
    pen.lineCap = 'round'
    for (const [width, stroke] of [
      [10, halo],
      [5, color],
    ] as const) {
      pen.lineWidth = width
      pen.strokeStyle = stroke
      pen.beginPath()
      pen.moveTo(CENTER - 19, CENTER + 19)
      pen.lineTo(CENTER + 19, CENTER - 19)
      pen.stroke()
    }
  }
  if (state === 'fault') {
    pen.beginPath()
    pen.arc(CENTER + 16, CENTER - 16, 12, 0, 2 * Math.PI)
    pen.fillStyle = color
    pen.strokeStyle = halo
    pen.lineWidth = 4
    pen.stroke()
    pen.fill()
    pen.fillStyle = '#10161e'
    pen.font = 'bold 20px sans-serif'
    pen.textAlign = 'center'
    pen.textBaseline = 'middle'
    pen.fillText('!', CENTER + 16, CENTER - 15)
  }
}

function drawSymbol(
  pen: CanvasRenderingContext2D,
  kind: CameraKind,
  state: CameraState,
  readsPlates: boolean,
  palette: Palette,
): void {
  const color = cssColor(palette.state[state])
  const halo = cssColor(palette.halo)
  const isFilled = state === 'working' || state === 'fault'
  drawBody(pen, kind)
  pen.lineWidth = 8
  pen.strokeStyle = halo
  pen.stroke()
  pen.fillStyle = isFilled ? color : halo
  pen.fill()
  pen.lineWidth = 3.5
  pen.strokeStyle = color
  pen.stroke()
  pen.strokeStyle = isFilled ? halo : color
  drawGlyph(pen, kind)
  if (readsPlates) {
    pen.beginPath()
    pen.roundRect(CENTER - 15, CENTER + RADIUS - 3, 30, 10, 3)
    pen.fillStyle = color
    pen.strokeStyle = halo
    pen.lineWidth = 3
    pen.stroke()
    pen.fill()
  }
  drawState(pen, state, color, halo)
}

function drawWedge(pen: CanvasRenderingContext2D, state: CameraState, palette: Palette): void {
  pen.beginPath()
  pen.moveTo(CENTER, CENTER)
  pen.arc(CENTER, CENTER, 31, -Math.PI / 2 - 0.5, -Math.PI / 2 + 0.5)
  pen.closePath()
  pen.fillStyle = cssColor(palette.state[state])
  pen.globalAlpha = 0.85
  pen.fill()
}

export const symbolName = (kind: CameraKind, state: CameraState, readsPlates: boolean) =>
  `${kind} ${state}${readsPlates ? ' plates' : ''}`
export const wedgeName = (state: CameraState) => `wedge ${state}`

/** Needs a DOM; the layers themselves do not. */
export function drawIconAtlas(palette: Palette): IconAtlas {
  const drawings: [string, (pen: CanvasRenderingContext2D) => void][] = CAMERA_STATES.map((state) => [
    wedgeName(state),
    (pen) => drawWedge(pen, state, palette),
  ])
  for (const kind of CAMERA_KINDS)
    for (const state of CAMERA_STATES)
      for (const plates of [false, true])
        drawings.push([symbolName(kind, state, plates), (pen) => drawSymbol(pen, kind, state, plates, palette)])
  const columns = 8
  const image = document.createElement('canvas')
  image.width = columns * SIZE
  image.height = Math.ceil(drawings.length / columns) * SIZE
  const pen = image.getContext('2d')!
  const mapping: IconAtlas['mapping'] = {}
  drawings.forEach(([name, draw], i) => {
    const [x, y] = [(i % columns) * SIZE, Math.floor(i / columns) * SIZE]
    pen.save()
    pen.translate(x, y)
    pen.beginPath()
    pen.rect(0, 0, SIZE, SIZE)
    pen.clip()
    draw(pen)
    pen.restore()
    mapping[name] = { x, y, width: SIZE, height: SIZE, anchorX: CENTER, anchorY: CENTER }
  })
  return { image, mapping }
}
