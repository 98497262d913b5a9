import { expect, it } from 'vitest'
import { ffmpegArguments, filtersOf, MASKED_COLUMNS, watermarkFiles } from './watermark'

const HOSTILE = `x':textfile=/etc/passwd,movie=/etc/passwd[a];%{pts}\\`
const mark = { who: HOSTILE, from: Date.UTC(2026, 2, 1, 7, 59, 58, 500), timeZone: 'Asia/Shanghai' }
const picture = { width: 1919, height: 1081, fontFile: '/font.ttf' }
const filters = (isMasked: boolean) => filtersOf(mark, { ...picture, isMasked })

it('keeps what people wrote out of every argument, and from being read as a clock', () => {
  for (const isMasked of [true, false])
    expect(ffmpegArguments(filters(isMasked), 'video.mp4').join(' ')).not.toMatch(/passwd|movie|x'/)
  expect(watermarkFiles(mark)['who.txt']).toBe(HOSTILE)
  const ofPeople = filters(true)
    .split('drawtext=')
    .filter((each) => each.includes('who.txt'))
  expect(ofPeople).toHaveLength(2)
  for (const each of ofPeople) expect(each).toContain('expansion=none')
})

it('tells the time of each frame in UTC and as clocks in the city do', () =>
  expect(watermarkFiles(mark)).toMatchObject({
    'utc.txt': '%{pts:gmtime:1772351998.500} UTC',
    'local.txt': '%{pts:gmtime:1772380798.500} Asia/Shanghai',
  }))

it('masks before it writes, and to the same size', () => {
  expect(filters(true)).toMatch(
    new RegExp(`^fps=2,scale=${MASKED_COLUMNS}:9:flags=area,lutyuv=.*,scale=1918:1080:flags=bicubic,drawtext=`),
  )
  expect(filters(false)).toMatch(/^scale=1918:1080,drawtext=/)
})

it('opens nothing but its two pipes and the file it makes', () => {
  const args = ffmpegArguments('null', 'video.mp4')
  expect(args.slice(args.indexOf('-protocol_whitelist'))[1]).toBe('pipe')
  expect(args.filter((arg) => arg === '-i')).toHaveLength(1)
  expect(args.at(-1)).toBe('video.mp4')
})
