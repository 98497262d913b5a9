import { expect, it } from 'vitest'
import { attachment } from './content-disposition'

it('names a plain file twice', () =>
  expect(attachment('A-1_cam-2.mp4')).toBe(`attachment; filename="A-1_cam-2.mp4"; filename*=UTF-8''A-1_cam-2.mp4`))

it('keeps any script in the extended name, and only letters, digits and marks in the plain one', () =>
  expect(attachment('案件 1.mp4')).toBe(`attachment; filename="_1.mp4"; filename*=UTF-8''%E6%A1%88%E4%BB%B6%201.mp4`))

it('lets nothing end the value or begin another header', () => {
  const value = attachment(`a"; x=1\r\nSet-Cookie: b=1;'()*\u202e.mp4`)
  expect(value).toMatch(/^attachment; filename="[\w.-]+"; filename\*=UTF-8''[\w.~!%-]+$/)
})
