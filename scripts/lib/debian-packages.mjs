// Installs the Debian packages that tests and benchmarks need, when this is root on Debian and they are missing.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

export const PACKAGES = {
  'postgresql-15': '/usr/lib/postgresql/15/bin/initdb',
  'postgresql-15-postgis-3': '/usr/share/postgresql/15/extension/postgis.control',
  chromium: '/usr/bin/chromium',
  'gir1.2-gst-rtsp-server-1.0': '/usr/share/doc/gir1.2-gst-rtsp-server-1.0/copyright',
  'python3-gst-1.0': '/usr/share/doc/python3-gst-1.0/copyright',
  'gstreamer1.0-plugins-good': '/usr/share/doc/gstreamer1.0-plugins-good/copyright',
  'gstreamer1.0-plugins-bad': '/usr/share/doc/gstreamer1.0-plugins-bad/copyright',
  'gstreamer1.0-plugins-ugly': '/usr/share/doc/gstreamer1.0-plugins-ugly/copyright',
  coturn: '/usr/bin/turnserver',
  ffmpeg: '/usr/bin/ffmpeg',
  'fonts-noto-cjk': '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
}

/** A camera for tests: GStreamer’s RTSP server with encoders of H.264, H.265 and VP8. */
export const RTSP_SERVER_PACKAGES = Object.keys(PACKAGES).filter((name) => /gst/.test(name))

/** What exports of video are marked and masked with. */
export const FILM_PACKAGES = ['ffmpeg', 'fonts-noto-cjk']

/** The wanted packages that are still missing afterwards. */
export function installDebianPackages(wanted, log) {
  const missing = () => wanted.filter((name) => !existsSync(PACKAGES[name]))
  if (missing().length === 0) return []
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return missing()
  log(`Installing ${missing().join(', ')}…`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env })
  const run = spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing()], {
    encoding: 'utf8',
    env,
  })
  if (run.status !== 0) log(run.stderr)
  return missing()
}

/** Throws when some of them are still missing afterwards. */
export function requirePackages(name, wanted) {
  const missing = installDebianPackages(wanted, console.error)
  if (missing.length > 0) throw new Error(`${name} needs Debian’s ${missing.join(', ')}: install them as root.`)
}
