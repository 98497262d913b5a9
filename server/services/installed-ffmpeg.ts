/** This installation's ffmpeg, looked for once. */
import { env } from '../env'
import { type Ffmpeg, findFfmpeg } from '../media/film/ffmpeg'

let found: Promise<Ffmpeg | null> | null = null

export function installedFfmpeg(): Promise<Ffmpeg | null> {
  found ??= findFfmpeg({ path: env.ffmpeg, folders: env.programFolders })
  return found
}
