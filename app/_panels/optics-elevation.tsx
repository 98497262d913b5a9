'use client'
/** A camera from the side: how high it hangs, how its picture falls on the ground, and how dense it is there. */
import { type ReactNode, useId } from 'react'
import { useTranslations } from 'use-intl'
import { levelColor } from './level-color'
import { type OpticsShape, rayEnd, ticksOf } from './optics-drawing-shape'
import { useMetres } from './use-metres'

const WIDTH = 348
const HEIGHT = 172
const LEFT = 38
const RIGHT = 340
const GROUND = 128
const TOP = 14
/** How much of the drawing lies above the camera, as a share of its height. */
const HEADROOM = 1.25

interface OpticsElevationProps {
  shape: OpticsShape
  title: string
  description: string
  nightRangeM: number | null
  rangeM: number | null
  /** Fields that nobody stated: what rests on them is dashed. */
  assumed: readonly string[]
}

export function OpticsElevation({ shape, title, description, nightRangeM, rangeM, assumed }: OpticsElevationProps) {
  const t = useTranslations('optics')
  const metres = useMetres()
  const id = useId()
  const scaleX = (RIGHT - LEFT) / shape.spanM
  const scaleY = (GROUND - TOP) / (HEADROOM * Math.max(shape.heightM, shape.targetHeightM))
  const x = (metre: number) => LEFT + Math.min(metre, shape.spanM) * scaleX
  const y = (metre: number) => GROUND - metre * scaleY
  const ray = (down: number) => {
    const [endX, endY] = rayEnd(shape, down)
    return `${x(endX)} ${y(endY)}`
  }
  const [lower, upper] = [shape.tilt + shape.vfov / 2, shape.tilt - shape.vfov / 2]
  const lens = `${LEFT} ${y(shape.heightM)}`
  const isAimAssumed = assumed.includes('tilt') || assumed.includes('vfov')
  const isCornerSeen = rayEnd(shape, upper)[1] > 0 && rayEnd(shape, lower)[1] === 0
  const corner = isCornerSeen ? `${RIGHT} ${GROUND}` : ''
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="w-full text-[10.5px]"
      role="img"
      aria-labelledby={`${id}title ${id}description`}
      data-testid="optics-drawing"
    >
      <title id={`${id}title`}>{title}</title>
      <desc id={`${id}description`}>{description}</desc>
      <defs>
        <pattern id={`${id}hatch`} width="5" height="5" patternTransform="rotate(45)" patternUnits="userSpaceOnUse">
          <rect width="1.6" height="5" className="fill-ink-2" />
        </pattern>
        <clipPath id={`${id}frame`}>
          <rect x={LEFT} y={0} width={RIGHT - LEFT} height={GROUND} />
        </clipPath>
      </defs>
      <g clipPath={`url(#${id}frame)`}>
        <path d={`M${lens}L${ray(upper)}L${corner} ${ray(lower)}Z`} className="fill-coverage" fillOpacity={0.12} />
        {[lower, upper].map((down) => (
          <path
            key={down}
            d={`M${lens}L${ray(down)}`}
            className="stroke-coverage"
            strokeDasharray={isAimAssumed ? '4 3' : undefined}
          />
        ))}
        <path d={`M${lens}L${ray(shape.tilt)}`} className="stroke-coverage" strokeDasharray="8 3 1 3" opacity={0.6} />
      </g>
      <path d={`M${LEFT} ${y(shape.targetHeightM)}H${RIGHT}`} className="stroke-ink-3" strokeDasharray="2 3" />
      {shape.segments
        .filter(({ fromM }) => fromM < shape.spanM)
        .map(({ level, fromM, toM }) => (
          <rect
            key={level}
            x={x(fromM)}
            width={x(toM) - x(fromM)}
            y={y(shape.targetHeightM) - 3}
            height={6}
            fill={levelColor(shape.levels, level)}
            className="stroke-coverage"
            strokeWidth={0.5}
          />
        ))}
      <path d={`M${LEFT} ${GROUND}H${RIGHT}`} className="stroke-ink" strokeWidth={1.5} />
      <rect x={LEFT} y={GROUND + 1} width={x(shape.deadZoneM) - LEFT} height={9} fill={`url(#${id}hatch)`} />
      {ticksOf(shape.spanM).map((tick) => (
        <g key={tick}>
          <path d={`M${x(tick)} ${GROUND}v${tick === 0 ? 0 : 4}`} className="stroke-ink" />
          <Label x={x(tick)} y={GROUND + 22} anchor="middle" tone="fill-ink-3">
            {tick}
          </Label>
        </g>
      ))}
      <Label x={LEFT} y={GROUND + 38}>
        {shape.deadZoneM > 0 ? t('deadZone', { value: metres(shape.deadZoneM) }) : t('noDeadZone')}
      </Label>
      <Label x={RIGHT} y={GROUND + 38} anchor="end" tone="fill-ink-3">
        {t('heightsTimes', { times: metres(scaleY / scaleX) })}
      </Label>
      <path
        d={`M${LEFT} ${GROUND}V${y(shape.heightM)}`}
        className="stroke-ink"
        strokeWidth={3}
        strokeDasharray={assumed.includes('heightM') ? '4 3' : undefined}
      />
      <circle cx={LEFT} cy={y(shape.heightM)} r={5} className="fill-accent" />
      <Label x={LEFT - 6} y={(GROUND + y(shape.heightM)) / 2 + 4} anchor="end">
        {t('metres', { value: metres(shape.heightM) })}
      </Label>
      <Label x={LEFT - 8} y={10}>
        {t('tiltAndVfov', { tilt: metres(shape.tilt), vfov: metres(shape.vfov) })}
        {isAimAssumed && ' ○'}
      </Label>
      <Label x={RIGHT} y={y(shape.targetHeightM) - 7} anchor="end">
        {t('target', { value: metres(shape.targetHeightM) })}
      </Label>
      {shape.nearM > 0 && (
        <Label x={x(shape.nearM) + 3} y={y(shape.targetHeightM) - 7}>
          {t('nearEdge', { value: metres(shape.nearM) })}
        </Label>
      )}
      {Number.isFinite(shape.upperEdgeM) ? (
        <Mark x={x(shape.upperEdgeM)} y={54}>
          {t('pictureEnds', { value: metres(shape.upperEdgeM) })}
        </Mark>
      ) : (
        <Label x={RIGHT} y={10} anchor="end" tone="fill-ink-2">
          {t('horizon')}
        </Label>
      )}
      {nightRangeM !== null && (
        <Mark x={x(nightRangeM)} y={26}>
          ☾ {t('night', { value: metres(nightRangeM) })}
        </Mark>
      )}
      {rangeM !== null && (
        <Mark x={x(rangeM)} y={40}>
          {t('stated', { value: metres(rangeM) })}
        </Mark>
      )}
    </svg>
  )
}

interface LabelProps {
  x: number
  y: number
  anchor?: 'start' | 'middle' | 'end'
  tone?: string
  children: ReactNode
}

const Label = ({ x, y, anchor = 'start', tone = 'fill-ink', children }: LabelProps) => (
  <text x={x} y={y} textAnchor={anchor} className={`stroke-surface ${tone}`} strokeWidth={3} paintOrder="stroke">
    {children}
  </text>
)

/** A distance that ends something, named beside its line; at the right edge it may lie beyond the drawing. */
function Mark({ x, y, children }: { x: number; y: number; children: ReactNode }) {
  const isRight = x > (LEFT + RIGHT) / 2
  return (
    <>
      <path d={`M${x} ${GROUND}V${y - 8}`} className="stroke-ink-2" strokeDasharray="1 2" />
      <Label x={isRight ? x - 4 : x + 4} y={y} anchor={isRight ? 'end' : 'start'}>
        {children}
        {x >= RIGHT && ' →'}
      </Label>
    </>
  )
}
