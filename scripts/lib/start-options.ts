/** The command line of `npm start` and `npm run seed`. */
import { parseArgs } from 'node:util'

/** The command line cannot be understood; the message shows what can. */
export class UsageError extends Error {}

export interface StartOptions {
  /** Fill an empty database with the demo city; the default on the embedded one. */
  demo: boolean
  /** Leave it empty and print a set-up link. */
  empty: boolean
  dev: boolean
  /** The demo city's day, `YYYY-MM-DD`. */
  day?: string
}

function parsed(args: string[], usage: string) {
  const flag = { type: 'boolean', default: false } as const
  try {
    return parseArgs({ args, options: { demo: flag, empty: flag, dev: flag, day: { type: 'string' } } }).values
  } catch {
    throw new UsageError(usage)
  }
}

const isDay = (text: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(`${text}T00:00Z`)) &&
  new Date(`${text}T00:00Z`).toISOString().startsWith(text)

export function readStartOptions(
  args: string[],
  usage = 'npm start -- [--demo | --empty] [--day YYYY-MM-DD]',
): StartOptions {
  const options = parsed(args, usage)
  if (options.demo && options.empty) throw new UsageError('--demo and --empty exclude each other.')
  if (options.day !== undefined && !isDay(options.day))
    throw new UsageError(`--day: expected a day as YYYY-MM-DD, got "${options.day}".`)
  return options
}
