/** The whole file cannot be read: it is not what it claims to be, or it is cut short. A bad row is never this, it is a remark. */
export class FormatError extends Error {
  override readonly name = 'FormatError'

  /** @param offset byte position where reading stopped; null when it has no place in the file. */
  constructor(
    readonly reason: string,
    readonly offset: number | null = null,
    options?: ErrorOptions,
  ) {
    super(offset === null ? reason : `${reason} (at byte ${offset})`, options)
  }
}
