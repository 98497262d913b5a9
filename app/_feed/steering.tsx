'use client'
/** Turning a camera from its panel: to a point of the map, to its presets, by steps; who turns it now, and where it looks. */
import type { PickingInfo } from '@deck.gl/core'
import { TRPCClientError } from '@trpc/client'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { completeDraft } from '../../server/domain/camera-draft'
import { liveFootprint } from '../../server/domain/turning-footprints'
import type { CameraDescription } from '../../server/services/describe-camera'
import { liveConeLayers } from '../_map/layers/live-cone-layers'
import { useMap, useMapClicks, useMapLayers } from '../_map/map-context'
import { Note, Section } from '../_panels/panel'
import { messageOf } from '../_ui/api'
import { useMay } from '../_ui/city-context'
import { SteeringPad } from './steering-pad'
import { useSteering } from './use-steering'

interface SteeringProps {
  camera: Pick<CameraDescription, 'id' | 'draft' | 'settings' | 'aim'>
  /** It stands still, looking elsewhere than before. */
  onTurned(): void
}

function useAimOnMap(aimAt: (lng: number, lat: number) => void) {
  const [isAiming, setIsAiming] = useState(false)
  const onClick = useCallback(
    ({ coordinate }: PickingInfo) => {
      if (!coordinate) return false
      aimAt(coordinate[0], coordinate[1])
      setIsAiming(false)
      return true
    },
    [aimAt],
  )
  useMapClicks('aim-camera', isAiming ? onClick : null)
  return { isAiming, toggle: () => setIsAiming((is) => !is) }
}

/** It has no mount that turns, or its media server turns none: there is nothing to say. */
const cannotTurn = (error: unknown) => error instanceof TRPCClientError && error.data?.code === 'METHOD_NOT_SUPPORTED'

function Unanswered({ hasCone }: { hasCone: boolean }) {
  const t = useTranslations('steering')
  return (
    <div className="grid gap-2" role="status" data-testid="steering-unanswered">
      <Note tone="warn">{t('unanswered')}</Note>
      {hasCone && <p className="text-ink-2 text-xs">{t('lastKnown')}</p>}
    </div>
  )
}

export function Steering({ camera, onTurned }: SteeringProps) {
  const t = useTranslations('steering')
  const format = useFormatter()
  const may = useMay()
  const { palette } = useMap()
  const { state, steer, letGo } = useSteering(camera.id)
  const { mutate } = steer
  const aimAt = useCallback((lng: number, lat: number) => mutate({ to: 'point', lng, lat }), [mutate])
  const onMap = useAimOnMap(aimAt)
  const { data } = state
  const aim = data?.aim ?? camera.aim
  const layers = useMemo(() => {
    const live = aim && liveFootprint(completeDraft(camera.draft), aim, camera.settings)
    return liveConeLayers([camera.draft.lng, camera.draft.lat], live, palette)
  }, [aim, camera.draft, camera.settings, palette])
  useMapLayers('live-cone', layers)

  const wasMoving = useRef(false)
  const isMoving = data?.isMoving ?? false
  useEffect(() => {
    if (wasMoving.current && !isMoving) onTurned()
    wasMoving.current = isMoving
  }, [isMoving, onTurned])

  const isUnanswered = state.isError && !cannotTurn(state.error)
  if (!data)
    return isUnanswered ? (
      <Section title={t('title')}>
        <Unanswered hasCone={aim !== null} />
      </Section>
    ) : null
  const isOthers = data.lock !== null && !data.lock.isOwn
  const isHeld = isOthers || isUnanswered
  const angle = (degrees: number) => format.number(degrees, { maximumFractionDigits: 0 })
  const failure = steer.error ?? letGo.error
  return (
    <Section title={t('title')}>
      <div className="grid gap-2.5" data-testid="steering" data-moving={isMoving}>
        {isUnanswered && <Unanswered hasCone={aim !== null} />}
        <p className="text-[13px] text-ink-2" role="status">
          {aim
            ? t('looks', { bearing: angle(aim.bearing), tilt: angle(aim.tilt), hfov: angle(aim.hfov) })
            : t('homeUnknown')}
          {isMoving && ` ${t('moving')}`}
        </p>
        {may('feed.steer') && (
          <>
            <SteeringPad
              hfov={aim?.hfov ?? 30}
              isDisabled={isHeld}
              onStep={(step) => mutate({ to: 'step', ...step })}
            />
            <div className="flex flex-wrap gap-1.5">
              <button
                type="button"
                className={`button ${onMap.isAiming ? 'on' : ''}`}
                aria-pressed={onMap.isAiming}
                disabled={isHeld || camera.draft.bearing === null}
                onClick={onMap.toggle}
              >
                {t('aimOnMap')}
              </button>
              {data.lock?.isOwn && (
                <button type="button" className="button" disabled={letGo.isPending} onClick={() => letGo.mutate()}>
                  {t('letGo')}
                </button>
              )}
            </div>
            {onMap.isAiming && <p className="text-ink-2 text-xs">{t('aimHint')}</p>}
            {data.presets.length > 0 && (
              <fieldset className="flex flex-wrap items-center gap-1.5">
                <legend className="label mb-1">{t('presets')}</legend>
                {data.presets.map(({ id, name }) => (
                  <button
                    key={id}
                    type="button"
                    className="button max-w-full truncate"
                    disabled={isHeld}
                    onClick={() => mutate({ to: 'preset', preset: id })}
                  >
                    {name}
                  </button>
                ))}
              </fieldset>
            )}
            {data.lock && (
              <p className="text-ink-2 text-xs">
                {data.lock.isOwn
                  ? t('ownLock')
                  : t('othersLock', {
                      name: data.lock.holder,
                      time: format.dateTime(data.lock.until, { timeStyle: 'medium' }),
                    })}
              </p>
            )}
            <p className="text-ink-3 text-xs">{t('audited')}</p>
          </>
        )}
        {failure && (
          <div role="alert">
            <Note tone="warn">{messageOf(failure)}</Note>
          </div>
        )}
      </div>
    </Section>
  )
}
