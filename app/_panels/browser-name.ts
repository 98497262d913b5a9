/** What a person calls a browser, from how it names itself; null when it does not say. */
const BROWSERS = [
  ['Edge', /Edg(?:A|iOS)?\/(\d+)/],
  ['Firefox', /(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /(?:Headless)?(?:Chrome|CriOS)\/(\d+)/],
  ['Safari', /Version\/(\d+).*Safari/],
] as const
const SYSTEMS = [
  ['Android', /Android/],
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
] as const

export function browserName(agent: string): string | null {
  const browser = BROWSERS.find(([, pattern]) => pattern.test(agent))
  if (!browser) return null
  const [name, pattern] = browser
  const system = SYSTEMS.find(([, is]) => is.test(agent))
  return [`${name} ${pattern.exec(agent)![1]}`, system?.[0]].filter(Boolean).join(', ')
}
