'use client'
/** A camera from the side: how high it hangs, how its picture falls on the ground, and how dense it is there. */
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { Label, Mark } from './elevation-labels'
import { type ElevationScale, FRAME, scaleOf } from './elevation-scale'
import { levelColor } from './level-color'
import { type OpticsShape, rayEnd, ticksOf } from './optics-drawing-shape'
import { useMetres } from './use-metres'

interface OpticsElevationProps {
  shape: OpticsShape
  title: string
  description: string
  nightRangeM: number | null
  rangeM: number | null
  /** Fields that nobody stated: what rests on them is dashed. */
  assumed: readonly string[]
}

interface PartProps {
  shape: OpticsShape
  scale: ElevationScale
  isAssumed?: boolean
}

const DASHED = '4 3'

export function OpticsElevation({ shape, title, description, nightRangeM, rangeM, assumed }: OpticsElevationProps) {
  const id = useId()
  const scale = scaleOf(shape)
  const part = { shape, scale }
  return (
    <svg
      viewBox={`0 0 ${FRAME.width} ${FRAME.height}`}
      className="w-full text-[10.5px]"
      role="img"
      aria-labelledby={`${id}title ${id}description`}
      data-testid="optics-drawing"
    >
      <title id={`${id}title`}>{title}</title>
      <desc id={`${id}description`}>{description}</desc>
      <Rays {...part} isAssumed={assumed.includes('tilt') || assumed.includes('vfov')} />
      <TargetPlane {...part} />
      <Ground {...part} />
      <Mast {...part} isAssumed={assumed.includes('heightM')} />
      <Ends {...part} nightRangeM={nightRangeM} rangeM={rangeM} />
    </svg>
  )
}

/** The picture's upper and lower edge, what lies between them, and its axis. */
function Rays({ shape, scale: { x, y }, isAssumed }: PartProps) {
  const t = useTranslations('optics')
  const metres = useMetres()
  const id = useId()
  const [lower, upper] = [shape.tilt + shape.vfov / 2, shape.tilt - shape.vfov / 2]
  const lens = `${FRAME.left} ${y(shape.heightM)}`
  const end = (down: number) => {
    const [endX, endY] = rayEnd(shape, down)
    return `${x(endX)} ${y(endY)}`
  }
  const isCornerSeen = rayEnd(shape, upper)[1] > 0 && rayEnd(shape, lower)[1] === 0
  const corner = isCornerSeen ? `${FRAME.right} ${FRAME.ground}` : ''
  return (
    <>
      <clipPath id={id}>
        <rect x={FRAME.left} y={0} width={FRAME.right - FRAME.left} height={FRAME.ground} />
      </clipPath>
      <g clipPath={`url(#${id})`} className="stroke-coverage">
        <path
          d={`M${lens}L${end(upper)}L${corner} ${end(lower)}Z`}
          className="fill-coverage"
          fillOpacity={0.12}
          stroke="none"
        />
        <path d={`M${lens}L${end(lower)}M${lens}L${end(upper)}`} strokeDasharray={isAssumed ? DASHED : undefined} />
        <path d={`M${lens}L${end(shape.tilt)}`} strokeDasharray="8 3 1 3" opacity={0.6} />
      </g>
      <Label x={FRAME.left - 8} y={10}>
        {t('tiltAndVfov', { tilt: metres(shape.tilt), vfov: metres(shape.vfov) })}
        {isAssumed && ' ○'}
      </Label>
    </>
  )
}

/** The height of what is watched, and along it how dense the picture is. */
function TargetPlane({ shape, scale: { x, y } }: PartProps) {
  const t = useTranslations('optics')
  const metres = useMetres()
  const plane = y(shape.targetHeightM)
  return (
    <>
      <path d={`M${FRAME.left} ${plane}H${FRAME.right}`} className="stroke-ink-3" strokeDasharray="2 3" />
      {shape.segments
        .filter(({ fromM }) => fromM < shape.spanM)
        .map(({ level, fromM, toM }) => (
          <rect
            key={level}
            x={x(fromM)}
            width={x(toM) - x(fromM)}
            y={plane - 3}
            height={6}
            fill={levelColor(shape.levels, level)}
            className="stroke-coverage"
            strokeWidth={0.5}
          />
        ))}
      <Label x={FRAME.right} y={plane - 7} anchor="end">
        {t('target', { value: metres(shape.targetHeightM) })}
      </Label>
      {shape.nearM > 0 && (
        <Label x={x(shape.nearM) + 3} y={plane - 7}>
          {t('nearEdge', { value: metres(shape.nearM) })}
        </Label>
      )}
    </>
  )
}

/** The ground with its metres, and the part of it that is never in the picture. */
function Ground({ shape, scale: { x, exaggeration } }: PartProps) {
  const t = useTranslations('optics')
  const metres = useMetres()
  const hatch = useId()
  const { left, right, ground } = FRAME
  return (
    <>
      <pattern id={hatch} width="5" height="5" patternTransform="rotate(45)" patternUnits="userSpaceOnUse">
        <rect width="1.6" height="5" className="fill-ink-2" />
      </pattern>
      <rect x={left} y={ground + 1} width={x(shape.deadZoneM) - left} height={9} fill={`url(#${hatch})`} />
      <path d={`M${left} ${ground}H${right}`} className="stroke-ink" strokeWidth={1.5} />
      {ticksOf(shape.spanM).map((tick) => (
        <g key={tick}>
          <path d={`M${x(tick)} ${ground}v${tick === 0 ? 0 : 4}`} className="stroke-ink" />
          <Label x={x(tick)} y={ground + 22} anchor="middle" tone="fill-ink-3">
            {tick}
          </Label>
        </g>
      ))}
      <Label x={left} y={ground + 38}>
        {shape.deadZoneM > 0 ? t('deadZone', { value: metres(shape.deadZoneM) }) : t('noDeadZone')}
      </Label>
      <Label x={right} y={ground + 38} anchor="end" tone="fill-ink-3">
        {t('heightsTimes', { times: metres(exaggeration) })}
      </Label>
    </>
  )
}

function Mast({ shape, scale: { y }, isAssumed }: PartProps) {
  const t = useTranslations('optics')
  const metres = useMetres()
  const { left, ground } = FRAME
  const top = y(shape.heightM)
  return (
    <>
      <path
        d={`M${left} ${ground}V${top}`}
        className="stroke-ink"
        strokeWidth={3}
        strokeDasharray={isAssumed ? DASHED : undefined}
      />
      <circle cx={left} cy={top} r={5} className="fill-accent" />
      <Label x={left - 6} y={(ground + top) / 2 + 4} anchor="end">
        {t('metres', { value: metres(shape.heightM) })}
      </Label>
    </>
  )
}

/** What ends the view: the picture, the light at night, what the owner states. */
function Ends({
  shape,
  scale: { x },
  nightRangeM,
  rangeM,
}: PartProps & Pick<OpticsElevationProps, 'nightRangeM' | 'rangeM'>) {
  const t = useTranslations('optics')
  const metres = useMetres()
  return (
    <>
      {Number.isFinite(shape.upperEdgeM) ? (
        <Mark x={x(shape.upperEdgeM)} y={54}>
          {t('pictureEnds', { value: metres(shape.upperEdgeM) })}
        </Mark>
      ) : (
        <Label x={FRAME.right} y={10} anchor="end" tone="fill-ink-2">
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
    </>
  )
}
