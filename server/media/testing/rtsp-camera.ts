/** GStreamer's RTSP server as a camera, a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const SCRIPT = fileURLToPath(new URL('./rtsp-camera.py', import.meta.url))
export const CAMERA_USER = 'viewer'
export const CAMERA_PASSWORD = 's3cret:pass@word'
export type CameraAuth = 'none' | 'basic' | 'digest'
/** What it serves, as paths. */
export type CameraStream = 'h264' | 'vp8' | 'b-frames' | 'h265' | 'busy'

export interface RtspTestCamera {
  process: ChildProcess
  /** How many are connected. */
  clients(): number
  kill(): Promise<void>
}

export const cameraUrl = (port: number, stream: CameraStream, password = CAMERA_PASSWORD) =>
  `rtsp://${CAMERA_USER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${stream}`

/** Answers when it takes connections. */
export async function startRtspCamera(port: number, auth: CameraAuth): Promise<RtspTestCamera> {
  const child = spawn('/usr/bin/python3', [SCRIPT, String(port), auth], { stdio: ['pipe', 'pipe', 'inherit'] })
  let clients = 0
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () =>
      reject(new Error('The test camera did not start: are GStreamer and its RTSP server there?')),
    )
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line === 'ready') resolve()
      if (line.startsWith('clients ')) clients = Number(line.slice(8))
    })
  })
  return {
    process: child,
    clients: () => clients,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}
