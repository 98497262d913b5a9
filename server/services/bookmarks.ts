/** Bookmarks: stretches of recordings that officers mark in an open case. They go with the case. */
import type { Connection } from '../../db/client'
import { countBookmarks, insertBookmark, listBookmarkRows, moveBookmark } from '../../db/queries/bookmarks'
import type { Caller } from '../domain/access'
import { LONGEST_EXPORT_MS } from '../domain/export-terms'
import { appendAudit } from './audit'
import { cameraInReach } from './camera-in-reach'
import { requireOpenCase } from './cases'
import { ServiceError } from './service-error'

const MOST_IN_CASE = 500

/** UTC epoch milliseconds. */
export interface BookmarkInput {
  caseId: number
  cameraId: number
  from: number
  to: number
  note: string
}

export function listBookmarks({ db }: Connection, caller: Caller, caseId: number) {
  return db.transaction(async (tx) => {
    await requireOpenCase(tx, caller, caseId)
    const rows = await listBookmarkRows(tx, caller, caseId)
    return rows.map(({ bookmark: { id, cameraId, fromAt, toAt, note, at, personId }, camera, by }) => ({
      id,
      cameraId,
      camera,
      from: fromAt.getTime(),
      to: toAt.getTime(),
      note,
      by,
      at: at.getTime(),
      isOwn: personId === caller.personId,
    }))
  })
}

export async function addBookmark({ db }: Connection, caller: Caller, input: BookmarkInput): Promise<{ id: number }> {
  const { caseId, cameraId, from, to, note } = input
  if (!(to > from && to - from <= LONGEST_EXPORT_MS))
    throw new ServiceError('invalid', `A bookmark lasts ${LONGEST_EXPORT_MS / 60_000} minutes at most.`)
  return db.transaction(async (tx) => {
    const openCase = await requireOpenCase(tx, caller, caseId)
    const camera = await cameraInReach(tx, caller, cameraId)
    if ((await countBookmarks(tx, caseId)) >= MOST_IN_CASE)
      throw new ServiceError('too-large', `A case holds ${MOST_IN_CASE} bookmarks at most.`)
    const [fromAt, toAt] = [new Date(from), new Date(to)]
    const id = await insertBookmark(tx, { caseId, cameraId, fromAt, toAt, note, personId: caller.personId })
    await appendAudit(tx, caller, {
      action: 'bookmark-added',
      object: camera.code,
      caseId,
      reason: openCase.reason,
      details: { bookmark: id, from, to },
    })
    return { id }
  })
}

/** Takes one's own bookmark off, or puts it back. */
export function setBookmarkRemoved({ db }: Connection, caller: Caller, id: number, isRemoved: boolean): Promise<void> {
  return db.transaction(async (tx) => {
    const row = await moveBookmark(tx, caller, id, isRemoved)
    if (!row) throw new ServiceError('not-found', 'There is no such bookmark of yours.')
    await requireOpenCase(tx, caller, row.caseId)
    const camera = await cameraInReach(tx, caller, row.cameraId)
    await appendAudit(tx, caller, {
      action: isRemoved ? 'bookmark-removed' : 'bookmark-restored',
      object: camera.code,
      caseId: row.caseId,
      details: { bookmark: id },
    })
  })
}
