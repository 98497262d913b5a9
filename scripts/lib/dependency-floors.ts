/** The lowest version of a package that we take, and why. Offline, so that it holds wherever the tests run. */

export interface Floor {
  name: string
  /** `major.minor.patch`; that version is taken. */
  floor: string
  advisory: string
  about: string
}

export interface Lock {
  packages: Record<string, { version?: string }>
}

const parts = (version: string) => version.split(/[-+]/)[0].split('.').map(Number)

/** True when `version` comes before `floor`. A pre-release counts as coming before its release. */
export function isBelow(version: string, floor: string): boolean {
  const [given, least] = [parts(version), parts(floor)]
  for (let i = 0; i < 3; i++) if (given[i] !== least[i]) return !(given[i] > least[i])
  return version.includes('-')
}

/** Every copy of a package in the lock file that is older than its floor, wherever it is nested. */
export function belowFloor({ packages }: Lock, floors: readonly Floor[]): string[] {
  const found: string[] = []
  for (const [path, { version }] of Object.entries(packages)) {
    const floor = floors.find(({ name }) => path.endsWith(`node_modules/${name}`))
    if (floor && version && isBelow(version, floor.floor))
      found.push(`${path} ${version} < ${floor.floor} (${floor.advisory}: ${floor.about})`)
  }
  return found
}
