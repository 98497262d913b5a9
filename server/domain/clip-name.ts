/**
 * A simulated camera's stream is a clip's name, and may say after `~` which mount it is: the pictures are shared, what turns is
 * its own.
 */
const MARK = '~'

/** The stream itself, where it is no clip. */
export const clipOf = (stream: string): string => stream.split(MARK)[0]

export const ownMount = (clip: string, mount: string): string => `${clip}${MARK}${mount}`
