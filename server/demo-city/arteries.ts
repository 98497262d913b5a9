import { contains, type Line, type Ring, spline, type Vec } from './plane'
import type { Street, StreetKind } from './street'
import { bankLine, type Terrain } from './terrain'

/** Middle of the old centre, where the two axes cross. */
export const CENTRE: Vec = [150, 250]

const STEP = 20
/** How far the railside roads keep from the middle of the tracks, metres. */
const RAILSIDE_M = 62
/** How far the riverside roads keep from the water, metres. */
const RIVERSIDE_M = 52

interface Artery {
  name: string
  nameEn: string
  kind: StreetKind
  points: Vec[]
}

// biome-ignore format: one artery a line
const ARTERIES: Artery[] = [
  { name: '中央大道', nameEn: 'Zhongyang Avenue', kind: 'primary', points: [[420, 4700], [330, 3300], [210, 2100], [190, 1330], [150, 250], [95, -640], [20, -1200], [-30, -2050], [-120, -2720], [-330, -4600]] },
  { name: '人民大道', nameEn: 'Renmin Avenue', kind: 'primary', points: [[-5200, 1050], [-2900, 560], [-1950, 430], [-1080, 310], [150, 250], [1390, 350], [2060, 470], [3080, 700], [5200, 1150]] },
  { name: '迎宾路', nameEn: 'Yingbin Road', kind: 'primary', points: [[1120, 1130], [1500, 1560], [2280, 2210], [3300, 3250], [4300, 4400]] },
  { name: '北安路', nameEn: "Bei'an Road", kind: 'primary', points: [[-820, 1120], [-1250, 1530], [-2130, 1950], [-2950, 2650], [-4000, 4000]] },
  { name: '江南大道', nameEn: 'Jiangnan Avenue', kind: 'primary', points: [[1170, -330], [1460, -900], [1640, -1420], [2080, -2130], [3000, -2900], [3900, -4200]] },
  { name: '西江路', nameEn: 'Xijiang Road', kind: 'primary', points: [[-925, -372], [-1200, -620], [-1700, -1480], [-2250, -2050], [-3000, -2750], [-4100, -4000]] },
  { name: '南湖大道', nameEn: 'Nanhu Avenue', kind: 'primary', points: [[-2790, -1560], [-1790, -1660], [-900, -1900], [-30, -2050], [1000, -2130], [1960, -1960], [2850, -1370]] },
  { name: '东风路', nameEn: 'Dongfeng Road', kind: 'secondary', points: [[2210, 2140], [2120, 1300], [2060, 470], [2170, -250], [2230, -950], [1990, -1900], [1900, -2690]] },
  { name: '学府路', nameEn: 'Xuefu Road', kind: 'secondary', points: [[-2060, 1920], [-2260, 1150], [-1960, 430], [-2090, -380], [-1960, -900], [-1800, -1660], [-1600, -2560]] },
  { name: '站前路', nameEn: 'Zhanqian Road', kind: 'secondary', points: [[-1250, 1530], [-500, 1560], [200, 1640], [900, 1640], [1500, 1560]] },
  { name: '绕城高速', nameEn: 'Ring Expressway', kind: 'motorway', points: [[-9000, 4700], [-5400, 4150], [-3400, 3600], [-1500, 3250], [330, 3300], [2100, 3500], [3450, 3450], [5600, 4200], [9000, 5800]] },
]

const RINGS = [
  {
    name: '一环路',
    nameEn: 'First Ring Road',
    kind: 'primary',
    centre: [150, 345],
    radii: [1240, 985],
    squareness: 2.7,
    wobble: 34,
  },
  {
    name: '二环路',
    nameEn: 'Second Ring Road',
    kind: 'trunk',
    centre: [60, -130],
    radii: [2980, 2570],
    squareness: 2.5,
    wobble: 95,
  },
] as const

/** The roads the city is hung on: two rings, the axes, the ways out, and a road along either bank. */
export function layArteries(terrain: Terrain): Street[] {
  const streets: Street[] = ARTERIES.map(({ points, ...rest }) => ({
    ...rest,
    line: spline(points, STEP),
    oneway: 'no',
  }))
  for (const { name, nameEn, kind, ...shape } of RINGS)
    streets.push({ name, nameEn, kind, line: ringLine(shape), oneway: 'no' })
  return [...streets, ...riversideRoads(terrain), ...railsideRoads(terrain)]
}

/** What no street crosses unasked: the banks and the railway. */
export function layBarriers({ river, stream, rail }: Terrain): Street[] {
  const barrier = (line: Line, kind: StreetKind): Street => ({ line, kind, name: null, nameEn: null, oneway: 'no' })
  const banks = [river, stream].flatMap((band) => [bankLine(band, 1, 0), bankLine(band, -1, 0)])
  return [...banks.map((line) => barrier(line, 'bank')), barrier(rail.line, 'rail')]
}

/** The second ring, as the ring of corners it is. */
export const outerRing = (): Ring => ringLine(RINGS[1]).slice(0, -1)

/** A rounded square, not quite even: |x/a|ⁿ + |y/b|ⁿ = 1 with a slow wobble. */
function ringLine({
  centre,
  radii,
  squareness,
  wobble,
}: Omit<(typeof RINGS)[number], 'name' | 'nameEn' | 'kind'>): Line {
  const points = Array.from({ length: 48 }, (_, i): Vec => {
    const angle = (i / 48) * 2 * Math.PI
    const [c, s] = [Math.cos(angle), Math.sin(angle)]
    const radius = (Math.abs(c / radii[0]) ** squareness + Math.abs(s / radii[1]) ** squareness) ** (-1 / squareness)
    const uneven =
      radius + wobble * (Math.sin(2 * angle + 1.3) + 0.6 * Math.sin(3 * angle + 4) + 0.4 * Math.sin(5 * angle))
    return [centre[0] + uneven * c, centre[1] + uneven * s]
  })
  return spline(points, STEP, true)
}

/** A road along either side of the tracks; before the station the southern one gives way to its square. */
function railsideRoads({ rail }: Terrain): Street[] {
  const alongside = (sign: 1 | -1, from: number, to: number) =>
    bankLine(rail, sign, RAILSIDE_M).filter(([x]) => x > from && x < to)
  const road = (name: string, nameEn: string, line: Line): Street => ({
    name,
    nameEn,
    kind: 'tertiary',
    line,
    oneway: 'no',
  })
  return [
    road('铁北路', 'Tiebei Road', alongside(1, -2350, 2150)),
    road('铁南西路', 'Tienan West Road', [...alongside(-1, -2000, -260), [-215, 1720], [-200, 1570]]),
    road('铁南东路', 'Tienan East Road', [[905, 1610], [920, 1780], ...alongside(-1, 985, 2080)]),
  ]
}

function riversideRoads({ river, stream }: Terrain): Street[] {
  const ring = outerRing()
  const within = (line: Line) => {
    const first = line.findIndex((p) => contains(ring, p))
    const last = line.findLastIndex((p) => contains(ring, p))
    return line.slice(first - 1, last + 2)
  }
  const riverside = (sign: 1 | -1, name: string, nameEn: string): Street => ({
    name,
    nameEn,
    kind: 'secondary',
    line: within(bankLine(river, sign, RIVERSIDE_M)),
    oneway: 'no',
  })
  const brook = (sign: 1 | -1, name: string, nameEn: string): Street => ({
    name,
    nameEn,
    kind: 'tertiary',
    line: within(bankLine(stream, sign, 26)).slice(0, -3),
    oneway: 'no',
  })
  return [
    riverside(1, '滨江北路', 'Binjiang North Road'),
    riverside(-1, '滨江南路', 'Binjiang South Road'),
    brook(1, '清溪东路', 'Qingxi East Road'),
    brook(-1, '清溪西路', 'Qingxi West Road'),
  ]
}
