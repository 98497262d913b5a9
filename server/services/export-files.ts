/** Where exports lie: a folder each, written beside its place and moved there when it is whole. */
import { createHash } from 'node:crypto'
import { createReadStream, type Dirent } from 'node:fs'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { env } from '../env'

export const VIDEO_FILE = 'video.mp4'
export const ORIGINAL_FILE = 'original.mp4'
export const SIDECAR_FILE = 'sidecar.json'

const root = () => join(env.dataFolder, 'exports')
const UUID_LENGTH = 36

export const exportFolder = (id: string) => join(root(), id)

/** An empty folder to work in; `tries` keeps what an earlier try still writes out of it. */
export async function makeWorkFolder(id: string, tries: number): Promise<string> {
  await removeExportFiles(id)
  const folder = join(root(), `${id}.part-${tries}`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return folder
}

export const moveIntoPlace = (workFolder: string, id: string) => rename(workFolder, exportFolder(id))

/** Writes a file that is on the disk when this returns. */
export async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

const entries = (): Promise<Dirent[]> => readdir(root(), { withFileTypes: true }).catch(() => [])
const idOf = ({ name }: Dirent) => name.slice(0, UUID_LENGTH)
const remove = ({ name }: Dirent) => rm(join(root(), name), { recursive: true, force: true })

export async function removeExportFiles(id: string): Promise<void> {
  await Promise.all((await entries()).filter((entry) => idOf(entry) === id).map(remove))
}

/** Removes what is nobody's. `known` is asked after the folder was looked at: what begins meanwhile is not in the way. */
export async function sweepExportFiles(known: () => Promise<ReadonlySet<string>>): Promise<void> {
  const there = await entries()
  const ids = await known()
  await Promise.all(there.filter((entry) => !ids.has(idOf(entry))).map(remove))
}
