/** What ffmpeg is told to do with a film: whom it was given to stands in every frame, and masked, nothing in it can be read. */

import { offsetAt } from '../local-time'

/** Files beside the result that hold what is written on it; never part of an argument, so that nothing in them is interpreted. */
export const WHO_FILE = 'who.txt'
export const UTC_FILE = 'utc.txt'
export const LOCAL_FILE = 'local.txt'

/**
 * Columns that are left of a masked picture. Whatever a blur spreads can be gathered again; what is averaged away cannot: a plate a
 * tenth of the picture wide becomes one or two cells, each the mean of several of its characters.
 */
export const MASKED_COLUMNS = 16
const NEAREST = 'bitand(min(val+8\\,255)\\,240)'
/**
 * Brightness and colour in 16 steps, grey staying grey: two plates differ by less in the mean of a cell, so that trying all plates
 * there are tells hardly any.
 */
const COARSE = `lutyuv=y=${NEAREST}:u=${NEAREST}:v=${NEAREST}`
/** Masked pictures are few: cells that a moving plate crosses one after the other tell more together than one by one. */
const MASKED_FRAMES_PER_S = 2

/** Characters wider than Latin ones. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]/g
const widthInLetters = (text: string) => text.length + (text.match(WIDE)?.length ?? 0)

export interface Watermark {
  /** Who, and under which case. */
  who: string
  /** When the first frame is, UTC epoch milliseconds. */
  from: number
  /** IANA name of the city's zone. */
  timeZone: string
}

/** The texts that the frames bear, by file. `%{…}` is ffmpeg's clock: the time of each frame since the first, on top of an instant. */
export function watermarkFiles({ who, from, timeZone }: Watermark): Record<string, string> {
  const clock = (base: number) => `%{pts:gmtime:${(base / 1_000).toFixed(3)}}`
  return {
    [WHO_FILE]: who,
    [UTC_FILE]: `${clock(from)} UTC`,
    // Not by ffmpeg's own local time: a machine without that zone's file would take UTC for it.
    [LOCAL_FILE]: `${clock(from + offsetAt(from, timeZone))} ${timeZone}`,
  }
}

const drawn = (options: Record<string, string>) =>
  `drawtext=${Object.entries(options)
    .map(([name, value]) => `${name}=${value}`)
    .join(':')}`

/** One line of text; `letters` is how many it is wide, so that it fits. */
const line = (fontFile: string, file: string, letters: number, place: Record<string, string>) =>
  drawn({
    fontfile: fontFile,
    textfile: file,
    fontcolor: 'white',
    fontsize: `min(h/22\\,w*1.6/${letters})`,
    ...place,
  })

const BOXED = { box: '1', boxcolor: 'black@0.6', boxborderw: '6' }

/** The filters, in order. `width` and `height` of the recorded picture, pixels. */
export function filtersOf(
  { who, timeZone }: Watermark,
  { isMasked, width, height, fontFile }: { isMasked: boolean; width: number; height: number; fontFile: string },
): string {
  const [w, h] = [width - (width % 2), height - (height % 2)]
  const rows = Math.max(2, Math.round((MASKED_COLUMNS * h) / w))
  const masked = [
    `fps=${MASKED_FRAMES_PER_S}`,
    `scale=${MASKED_COLUMNS}:${rows}:flags=area`,
    COARSE,
    `scale=${w}:${h}:flags=bicubic`,
  ]
  const letters = Math.max(20, widthInLetters(who))
  const clock = 21 + widthInLetters(timeZone)
  return [
    ...(isMasked ? masked : [`scale=${w}:${h}`]),
    line(fontFile, WHO_FILE, letters, { ...BOXED, expansion: 'none', x: '12', y: '12' }),
    line(fontFile, UTC_FILE, clock, { ...BOXED, x: '12', y: 'h-2*max_glyph_h-30' }),
    line(fontFile, LOCAL_FILE, clock, { ...BOXED, x: '12', y: 'h-max_glyph_h-14' }),
    // What is cut out of the middle still says whose it was.
    line(fontFile, WHO_FILE, letters, { expansion: 'none', alpha: '0.35', x: '(w-text_w)/2', y: '(h-text_h)/2' }),
  ].join(',')
}

/** An MP4 comes in by the standard input, and progress goes out by the standard output. Nothing else is opened. */
export const ffmpegArguments = (filters: string, output: string): string[] => [
  ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-progress', 'pipe:1', '-y'],
  ...['-protocol_whitelist', 'pipe', '-threads', '1', '-f', 'mp4', '-i', 'pipe:0'],
  ...['-map', '0:v:0', '-an', '-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1'],
  ...['-filter_threads', '1', '-vf', filters],
  ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-pix_fmt', 'yuv420p', '-threads', '1'],
  ...['-fps_mode', 'vfr', '-movflags', '+faststart', '-f', 'mp4', output],
]
