/** One picture of one passage, asked from the device that keeps it. A look at a passage: under an open case, in the audit before anybody is called. */
import type { Connection } from '../../db/client'
import { linksOfPassage, type PassageKey } from '../../db/queries/passages'
import { noteTraced } from '../../db/queries/retention'
import type { Caller } from '../domain/access'
import { requireLeave } from './approvals'
import { appendAudit, plateMark } from './audit'
import { requireOpenCase } from './cases'
import { fetchPassageImage, type PassageImage } from './passage-images'
import { ServiceError } from './service-error'
import { readOf } from './trace-vehicle'

export const PICTURES = ['plate', 'scene'] as const
type Picture = (typeof PICTURES)[number]

export interface AskedPicture extends PassageKey {
  caseId: number
  picture: Picture
}

export type OpenedPicture = PassageImage | { problem: 'none'; why: string }

/** Throws ServiceError where there is no such passage, or it may not be read; that a picture cannot be had is an answer. */
export async function openPicture(
  { db }: Connection,
  caller: Caller,
  { caseId, picture, ...key }: AskedPicture,
  fetchImage: (link: string) => Promise<PassageImage> = fetchPassageImage,
): Promise<OpenedPicture> {
  const link = await db.transaction(async (tx) => {
    const openCase = await requireOpenCase(tx, caller, caseId)
    const read = readOf({ caseId, plate: key.plate, from: key.at, to: key.at + 1 })
    const [plate] = read.plates
    await requireLeave(tx, caller, { read, openCase }, {})
    await noteTraced(tx, openCase.id, plate)
    const links = await linksOfPassage(tx, caller, { ...key, plate })
    if (!links) throw new ServiceError('not-found', 'There is no such passage in your jurisdictions.')
    await appendAudit(tx, caller, {
      action: 'picture-opened',
      object: plateMark(plate),
      caseId: openCase.id,
      reason: openCase.reason,
      details: { picture, at: key.at, camera: links.cameraCode },
    })
    return picture === 'plate' ? links.plateImage : links.sceneImage
  })
  return link === null ? { problem: 'none', why: 'the camera gave no picture' } : fetchImage(link)
}
