/** What a codec makes of the payloads of one picture's packets. */

export interface Picture {
  isKey: boolean
  /** As in `Frame`. */
  data: Buffer
  setsBytes: number
  /** May refer to a picture shown after it. */
  isBidirectional: boolean
}

export interface PictureParts {
  /** False: the picture cannot be made whole. */
  add(payload: Buffer): boolean
  /** The picture of everything added since the last call; null when there is none. */
  take(): Picture | null
  /** Pixels, once a key frame said them. */
  size(): { width: number; height: number } | null
}
