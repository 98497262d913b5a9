import type { Ring } from './plane'

/** A building of the demo city, in metres. */
export interface Building {
  outline: Ring
  courtyards: Ring[]
  levels: number
  heightM: number
  use: string
}
