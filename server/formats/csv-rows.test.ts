import { expect, test } from 'vitest'
import { csvRows } from './csv-rows'
import { readCsv } from './csv-table'
import { decodeText } from './decode-text'
import { FormatError } from './format-error'
import type { Remark } from './records'

const rows = (text: string) =>
  [...csvRows(text, ',')].map(({ row, cells, problem }) => [row, problem ? 'refused' : cells.join('|')])
const bytes = (text: string) => new TextEncoder().encode(text)

test.each([
  [
    'a,b\nc,d',
    [
      [1, 'a|b'],
      [2, 'c|d'],
    ],
  ],
  [
    'a,b\r\nc,d\r\n',
    [
      [1, 'a|b'],
      [2, 'c|d'],
    ],
  ],
  [
    'a\n\n  \nb',
    [
      [1, 'a'],
      [4, 'b'],
    ],
  ],
  [
    '"a,1","b ""x"""\nc,',
    [
      [1, 'a,1|b "x"'],
      [2, 'c|'],
    ],
  ],
  [
    '"two\nlines",b\nc,d',
    [
      [1, 'two\nlines|b'],
      [2, 'c|d'],
    ],
  ],
  [
    'a,"open\nb,c\nd,e',
    [
      [1, 'refused'],
      [2, 'b|c'],
      [3, 'd|e'],
    ],
  ],
  [
    'a,"x"y\nb,c',
    [
      [1, 'refused'],
      [2, 'b|c'],
    ],
  ],
  [
    'a,b\0\nc,d',
    [
      [1, 'refused'],
      [2, 'c|d'],
    ],
  ],
  ['', []],
])('%j', (text, expected) => {
  expect(rows(text)).toEqual(expected)
})

test('a row of more than 10 MB is refused, the next one is read', () => {
  expect(rows(`a,${'x'.repeat(10 * 1024 * 1024)}\nb,c`)).toEqual([
    [1, 'refused'],
    [2, 'b|c'],
  ])
})

test('UTF-8, UTF-16 and GB18030 are told apart', () => {
  const gb18030 = new Uint8Array([0xb1, 0xe0, 0xc2, 0xeb, 0x2c, 0xc3, 0xfb, 0xb3, 0xc6])
  expect(decodeText(gb18030)).toBe('编码,名称')
  expect(decodeText(new Uint8Array([0xef, 0xbb, 0xbf, ...bytes('编码')]))).toBe('编码')
  expect(decodeText(new Uint8Array([0xff, 0xfe, 0x41, 0x00]))).toBe('A')
  expect(() => decodeText(new Uint8Array([0xff, 0xff, 0xff]))).toThrow(FormatError)
})

const columns = [
  { name: 'code', isRequired: true },
  { name: 'lng', aliases: ['经度'], isRequired: true },
  { name: 'height_m', aliases: ['height'] },
] as const
const table = (text: string) => {
  const remarks: Remark[] = []
  const found: string[] = []
  const read = readCsv<'code' | 'lng' | 'height_m'>(bytes(text), columns, remarks, (row) =>
    found.push(`${row.text('code')}/${row.text('lng')}/${row.text('height_m')}`),
  )
  return { read, found, remarks }
}

test('headers are found by any of their names, in any order, with any delimiter', () => {
  expect(table('Height (m);经度;CODE\n5;1;a').found).toEqual(['a/1/5'])
  expect(table('code\tlng\na\t1').found).toEqual(['a/1/'])
})

test.each([
  ['code,height_m\na,1', /lacks the column "lng"; it has: code, height_m/],
  ['a,b\n1,2', /lacks the column "code" and "lng"/],
  ['code,lng,Code\na,1,b', /names the column "Code" twice/],
  ['code,lng,经度\na,1,2', /twice/],
  ['code,lng,__proto__\na,1,2', /"__proto__", which is not allowed/],
  ['', /empty/],
  ['"code,lng\n', /header cannot be read/],
])('%j is refused as a whole', (text, why) => {
  expect(() => table(text)).toThrow(why)
})

test('rows of the wrong length are refused one by one; empty cells at the end do no harm', () => {
  const { read, found, remarks } = table('code,lng\na\nb,1\nc,1,2\nd,1,,\n')
  expect(read).toBe(4)
  expect(found).toEqual(['b/1/', 'd/1/'])
  expect(remarks.map(({ row, severity }) => [row, severity])).toEqual([
    [2, 'error'],
    [4, 'error'],
  ])
})

test('columns with secrets or persons in them are not read', () => {
  const remarks: Remark[] = []
  readCsv<'code' | 'lng' | 'height_m'>(
    bytes('code,lng,Password,DriverFace,note\na,1,hunter2,xyz,hello'),
    columns,
    remarks,
    (row) => expect(row.others()).toEqual({ note: 'hello' }),
  )
  expect(remarks.map(({ field }) => field)).toEqual(['Password', 'DriverFace'])
  expect(JSON.stringify(remarks)).not.toContain('hunter2')
})
