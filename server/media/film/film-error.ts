/** Why there is no film. */
export class FilmError extends Error {
  constructor(
    readonly reason: 'ffmpeg' | 'timeout' | 'too-large',
    message: string,
  ) {
    super(message)
  }
}
