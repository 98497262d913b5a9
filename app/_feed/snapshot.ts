/** The picture that a video shows, with what it is written under it. Needs a DOM. */

const BAND_SHARE = 0.05
const LEAST_BAND_PX = 24

/** A PNG of the video's size plus a band. Null when no picture shows. */
export async function pictureOf(video: HTMLVideoElement, caption: string): Promise<Blob | null> {
  const { videoWidth: width, videoHeight: height } = video
  if (width === 0) return null
  const band = Math.max(LEAST_BAND_PX, Math.round(height * BAND_SHARE))
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height + band
  const pen = canvas.getContext('2d')!
  pen.drawImage(video, 0, 0)
  pen.fillStyle = '#000'
  pen.fillRect(0, height, width, band)
  pen.fillStyle = '#fff'
  pen.font = `${Math.round(band * 0.5)}px system-ui, sans-serif`
  pen.textBaseline = 'middle'
  pen.fillText(caption, band * 0.4, height + band / 2, width - band * 0.8)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
}
