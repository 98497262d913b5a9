'use client'
/** A camera being edited: the draft and what it would see, saving it, and taking changes back. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { CameraDraft } from '../../server/domain/camera-draft'
import type { CameraDescription } from '../../server/services/describe-camera'
import { useMap } from '../_map/map-context'
import { useDraftView } from '../_map/use-draft-view'
import { api } from '../_ui/api'
import { useCity, useMay } from '../_ui/city-context'
import { isTyping } from '../_ui/shortcuts'
import { useCoverageChanged } from '../_ui/use-coverage-changed'
import { attributesOf, type CameraAttributes, changedAttributes } from './camera-editor'

/** What was changed in the draft against what is stored. */
function changesOf(stored: CameraDraft, draft: CameraDraft): Partial<CameraDraft> {
  const keys = (Object.keys(draft) as (keyof CameraDraft)[]).filter(
    (key) => key !== 'provenance' && draft[key] !== stored[key],
  )
  const changes = Object.fromEntries(keys.map((key) => [key, draft[key]])) as Partial<CameraDraft>
  return 'lng' in changes || 'lat' in changes ? { ...changes, lng: draft.lng, lat: draft.lat } : changes
}

/** Whether effective coverage counts it. */
const isCounted = ({ state, isPlanned, isIndoor, isRetired }: CameraDescription) =>
  state !== 'fault' && state !== 'offline' && !isPlanned && !isIndoor && !isRetired

/** Shows on the map what the draft would see, in the place of what is stored. */
function useDraftOnMap(draft: CameraDraft | null, camera: CameraDescription | undefined) {
  const { setDraftView } = useMap()
  const preview = useDraftView(draft, camera && isCounted(camera) ? camera.draft : null)
  useEffect(() => {
    setDraftView(
      draft && camera
        ? {
            cameraId: camera.id,
            position: [draft.lng, draft.lat],
            geometry: preview.view?.polygon ?? null,
            isAssumed: (preview.view?.assumed.length ?? 0) > 0,
          }
        : null,
    )
  }, [draft, preview.view, camera, setDraftView])
  useEffect(() => () => setDraftView(null), [setDraftView])
  return preview
}

type CameraChanges = Parameters<typeof api.cameras.edit.mutate>[0]['changes']

/** Saving, undoing and retiring, each against the version that was read. */
function useCameraChanges(id: number, version: number, onDone: () => Promise<void>) {
  const options = { onSuccess: onDone }
  const save = useMutation({
    mutationFn: (changes: CameraChanges) => api.cameras.edit.mutate({ id, version, changes }),
    ...options,
  })
  const undo = useMutation({ mutationFn: () => api.cameras.undo.mutate({ id, version }), ...options })
  const retire = useMutation({ mutationFn: () => api.cameras.retire.mutate({ id, version }), ...options })
  return { save, undo, retire }
}

export function useCameraEdit(id: number, camera: CameraDescription | undefined) {
  const may = useMay()
  const { person } = useCity()
  const client = useQueryClient()
  const { reloadCameras } = useMap()
  const onCoverageChanged = useCoverageChanged()
  const [draft, setDraft] = useState<CameraDraft | null>(null)
  const [attributes, setAttributes] = useState<CameraAttributes | null>(null)
  const [discards, setDiscards] = useState(0)
  const preview = useDraftOnMap(draft, camera)

  const discard = () => {
    setDraft(null)
    setAttributes(null)
    setDiscards((count) => count + 1)
  }
  const done = async () => {
    discard()
    await client.invalidateQueries({ queryKey: ['camera', id] })
    reloadCameras()
    onCoverageChanged()
  }
  const { save, undo, retire } = useCameraChanges(id, camera?.version ?? 0, done)
  const changes = camera
    ? {
        ...(draft ? changesOf(camera.draft, draft) : {}),
        ...(attributes ? changedAttributes(attributesOf(camera), attributes) : {}),
      }
    : {}

  /** ⌘Z takes back the draft, else one's own last change. */
  const undoLatest = useRef(() => {})
  undoLatest.current = () => {
    if (draft || attributes) discard()
    else if (may('camera.edit') && camera?.revisions[0]?.person === person.displayName) undo.mutate()
  }
  const onUndoKey = useCallback((event: KeyboardEvent) => {
    if (!isTyping(event.target) && event.key === 'z' && (event.metaKey || event.ctrlKey)) undoLatest.current()
  }, [])
  useEffect(() => {
    window.addEventListener('keydown', onUndoKey)
    return () => window.removeEventListener('keydown', onUndoKey)
  }, [onUndoKey])

  return {
    draft,
    setDraft,
    attributes,
    setAttributes,
    /** Grows with each draft that was let go, so that forms begin anew. */
    discards,
    preview,
    isDirty: Object.keys(changes).length > 0,
    isSaving: save.isPending,
    isUndoing: undo.isPending,
    isRetiring: retire.isPending,
    failure: save.error ?? undo.error ?? retire.error,
    save: () => save.mutate(changes),
    undo: () => undo.mutate(),
    retire: () => retire.mutate(),
    discard,
    done,
  }
}

export type CameraEdit = ReturnType<typeof useCameraEdit>
