// Runs in a page: draws one frame of a simulated street camera on a canvas. Everything repeats after FRAMES frames.
const FRAMES = 120
const WIDTH = 640
const HEIGHT = 360

const MOODS = [
  { sky: '#b9cbd8', ground: '#8c927f', road: '#5a5d61', wall: '#b3a899', light: 1, night: false },
  { sky: '#d8c7ae', ground: '#8f8a70', road: '#625e5b', wall: '#c2a98a', light: 0.96, night: false },
  { sky: '#8fa3b5', ground: '#6f786d', road: '#4a4e53', wall: '#8e9299', light: 0.82, night: false },
  { sky: '#121a27', ground: '#1a211f', road: '#23272c', wall: '#2a303a', light: 0.4, night: true },
]
const PAINT = ['#e8e8e6', '#22262b', '#8d949c', '#a8322d', '#2d5a8f', '#c9b48a', '#f2c230', '#3d6b53']

function randomOf(seed) {
  let state = seed * 2654435761
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

function sceneOf(clip) {
  const random = randomOf(clip)
  const mood = MOODS[[0, 1, 2, 0, 3, 1, 0, 2, 0, 1, 3, 2, 0, 1, 2, 3][clip - 1]]
  const lanes = 1 + Math.floor(random() * 3)
  const half = lanes * 3.4
  const cars = Array.from({ length: 5 + lanes * 3 }, () => {
    const side = random() < 0.5 ? -1 : 1
    const lane = Math.floor(random() * lanes)
    const laps = 1 + Math.floor(random() * 2)
    const isBus = random() < 0.14
    return {
      x: side * (1.7 + lane * 3.4),
      side,
      phase: random(),
      laps,
      paint: isBus ? '#3f7f56' : PAINT[Math.floor(random() * PAINT.length)],
      length: isBus ? 11 : 4.4,
      height: isBus ? 3 : 1.5,
      width: isBus ? 2.5 : 1.85,
    }
  })
  const blocks = [-1, 1].flatMap((side) =>
    Array.from({ length: 7 }, (_, i) => ({
      side,
      z: 6 + i * 22 + random() * 5,
      depth: 13 + random() * 7,
      height: 9 + random() * 22,
      setback: half + 5 + random() * 4,
    })),
  )
  const trees = [-1, 1].flatMap((side) =>
    Array.from({ length: 12 }, (_, i) => ({
      side,
      z: 4 + i * 12 + random() * 3,
      size: 1.7 + random() * 0.9,
      x: half + 2.4,
    })),
  )
  return {
    mood,
    half,
    lanes,
    cars,
    blocks,
    trees,
    crossing: random() < 0.6 ? 16 + random() * 18 : null,
    eye: 6 + random() * 3,
    tilt: 0.24 + random() * 0.12,
    turn: (random() - 0.5) * 0.3,
    offset: (random() - 0.5) * half,
    focal: 430 + random() * 160,
  }
}

const shade = (hex, by) => {
  const value = Number.parseInt(hex.slice(1), 16)
  const channel = (shift) => Math.max(0, Math.min(255, Math.round(((value >> shift) & 255) * by)))
  return `rgb(${channel(16)} ${channel(8)} ${channel(0)})`
}

function projector({ eye, tilt, turn, offset, focal }) {
  const [ct, st, cy, sy] = [Math.cos(tilt), Math.sin(tilt), Math.cos(turn), Math.sin(turn)]
  return (x, y, z) => {
    const dx = (x - offset) * cy - z * sy
    const dz = (x - offset) * sy + z * cy
    const dy = eye - y
    const depth = dz * ct + dy * st
    const down = dy * ct - dz * st
    const near = Math.max(depth, 0.4)
    return [WIDTH / 2 + (focal * dx) / near, HEIGHT / 2 + (focal * down) / near, depth]
  }
}

function polygon(pen, points, fill) {
  if (points.every(([, , depth]) => depth < 0.5)) return
  pen.beginPath()
  for (const [i, [x, y]] of points.entries()) i ? pen.lineTo(x, y) : pen.moveTo(x, y)
  pen.closePath()
  pen.fillStyle = fill
  pen.fill()
}

function box(pen, at, x0, x1, z0, z1, height, paint, light, base = 0) {
  if (at(x0, 0, z0)[2] < 0.8) return
  polygon(pen, [at(x0, base, z1), at(x1, base, z1), at(x1, height, z1), at(x0, height, z1)], shade(paint, light * 0.6))
  const inner = Math.abs(x0) < Math.abs(x1) ? x0 : x1
  polygon(
    pen,
    [at(inner, base, z0), at(inner, base, z1), at(inner, height, z1), at(inner, height, z0)],
    shade(paint, light * 0.85),
  )
  polygon(
    pen,
    [at(x0, height, z0), at(x1, height, z0), at(x1, height, z1), at(x0, height, z1)],
    shade(paint, light * 1.08),
  )
  polygon(pen, [at(x0, base, z0), at(x1, base, z0), at(x1, height, z0), at(x0, height, z0)], shade(paint, light))
}

function drawRoad(pen, at, { mood, half, lanes, crossing }) {
  const strip = (x0, x1, z0, z1, fill) =>
    polygon(pen, [at(x0, 0, z0), at(x1, 0, z0), at(x1, 0, z1), at(x0, 0, z1)], fill)
  strip(-half - 4.5, half + 4.5, 1, 190, shade(mood.wall, mood.light * 0.85))
  strip(-half, half, 1, 190, shade(mood.road, mood.light))
  for (let lane = 1; lane < lanes; lane++)
    for (const side of [-1, 1])
      for (let z = 2; z < 120; z += 9)
        strip(side * lane * 3.4 - 0.09, side * lane * 3.4 + 0.09, z, z + 4, shade('#e6e6e0', mood.light))
  strip(-0.16, 0.16, 1, 190, shade('#e2c95a', mood.light))
  if (crossing !== null)
    for (let x = -half + 0.6; x < half - 0.4; x += 1.3)
      strip(x, x + 0.6, crossing, crossing + 4, shade('#e9e9e4', mood.light))
}

function drawBlock(pen, at, { side, z, depth, height, setback }, mood) {
  const [x0, x1] = side < 0 ? [-setback - 16, -setback] : [setback, setback + 16]
  box(pen, at, x0, x1, z, z + depth, height, mood.wall, mood.light * (0.85 + 0.02 * (height % 7)))
  const face = side < 0 ? x1 : x0
  for (let floor = 3; floor < height - 2; floor += 3.2)
    for (let along = z + 1.5; along < z + depth - 1.5; along += 3) {
      const isLit = mood.night && Math.floor(along * 7 + floor * 3) % 3 === 0
      polygon(
        pen,
        [
          at(face, floor, along),
          at(face, floor, along + 1.5),
          at(face, floor + 1.5, along + 1.5),
          at(face, floor + 1.5, along),
        ],
        isLit ? '#e8c777' : shade(mood.wall, mood.light * 0.55),
      )
    }
}

function drawTree(pen, at, { side, z, size, x }, mood) {
  const [px, py, depth] = at(side * x, 3.4, z)
  if (depth < 2) return
  const [bx, by] = at(side * x, 0, z)
  pen.strokeStyle = shade('#5b4a3a', mood.light)
  pen.lineWidth = Math.max(1, 70 / depth)
  pen.beginPath()
  pen.moveTo(bx, by)
  pen.lineTo(px, py)
  pen.stroke()
  pen.fillStyle = shade('#55704a', mood.light)
  pen.beginPath()
  pen.ellipse(px, py, (size * 460) / depth, (size * 400) / depth, 0, 0, 7)
  pen.fill()
}

function drawCar(pen, at, { x, side, phase, laps, paint, length, height, width }, share, mood) {
  const run = 150
  const gone = (phase + laps * share) % 1
  const z = side > 0 ? 2 + gone * run : 2 + (1 - gone) * run
  const light = mood.light
  polygon(
    pen,
    [
      at(x - width / 2 - 0.2, 0, z - 0.2),
      at(x + width / 2 + 0.2, 0, z - 0.2),
      at(x + width / 2 + 0.2, 0, z + length),
      at(x - width / 2 - 0.2, 0, z + length),
    ],
    'rgb(0 0 0 / 35%)',
  )
  box(pen, at, x - width / 2, x + width / 2, z, z + length, height * 0.58, paint, light, 0.25)
  box(
    pen,
    at,
    x - width / 2 + 0.16,
    x + width / 2 - 0.16,
    z + length * 0.2,
    z + length * 0.82,
    height,
    '#3a4450',
    light * 1.1,
    height * 0.58,
  )
  const lamp = side > 0 ? '#d8382e' : '#fff3c4'
  for (const dx of [-0.32, 0.32]) {
    const [lx, ly, depth] = at(x + dx * width, height * 0.42, z)
    if (depth < 1) continue
    pen.fillStyle = lamp
    pen.globalAlpha = mood.night ? 1 : 0.8
    pen.fillRect(lx - 55 / depth, ly - 30 / depth, 110 / depth, 60 / depth)
    pen.globalAlpha = 1
  }
  return z
}

/** Seven bits of the frame number and their parity, as white and black cells a test can read: 16 × 12 pixels each from x = 8, y = 340. */
function drawFrameCode(pen, frame) {
  pen.fillStyle = '#000'
  pen.fillRect(4, 336, 8 * 16 + 8, 20)
  let parity = 0
  for (let bit = 0; bit < 8; bit++) {
    const isSet = bit < 7 ? (frame >> bit) & 1 : parity
    if (bit < 7) parity ^= isSet
    pen.fillStyle = isSet ? '#fff' : '#000'
    pen.fillRect(8 + bit * 16, 340, 16, 12)
  }
}

function drawFrame(pen, clip, frame) {
  const scene = sceneOf(clip)
  const { mood } = scene
  const at = projector(scene)
  const share = frame / FRAMES
  pen.fillStyle = mood.sky
  pen.fillRect(0, 0, WIDTH, HEIGHT)
  const horizon = at(0, 0, 900)[1]
  pen.fillStyle = shade(mood.ground, mood.light)
  pen.fillRect(0, horizon, WIDTH, HEIGHT)
  drawRoad(pen, at, scene)
  const cars = scene.cars.map((car) => ({
    z:
      car.side > 0
        ? 2 + ((car.phase + car.laps * share) % 1) * 150
        : 2 + (1 - ((car.phase + car.laps * share) % 1)) * 150,
    draw: () => drawCar(pen, at, car, share, mood),
  }))
  const items = [
    ...cars,
    ...scene.blocks.map((block) => ({ z: block.z + block.depth / 2, draw: () => drawBlock(pen, at, block, mood) })),
    ...scene.trees.map((tree) => ({ z: tree.z, draw: () => drawTree(pen, at, tree, mood) })),
  ]
  for (const item of items.sort((a, b) => b.z - a.z)) item.draw()
  pen.fillStyle = 'rgb(0 0 0 / 55%)'
  pen.fillRect(0, 0, WIDTH, 26)
  pen.fillStyle = '#fff'
  pen.font = '600 15px sans-serif'
  pen.fillText('SIMULATED 模拟画面', 10, 18)
  pen.textAlign = 'right'
  pen.fillText(`CLIP ${String(clip).padStart(2, '0')}`, WIDTH - 10, 18)
  pen.textAlign = 'left'
  drawFrameCode(pen, frame)
}

window.drawFrame = drawFrame
