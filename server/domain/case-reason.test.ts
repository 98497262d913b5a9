import { describe, expect, it } from 'vitest'
import { cleanReason, reasonProblem } from './case-reason'
import { seededRandom } from './testing/random'

const SEED = 42
const BAD_REASONS = 1_000

const STOCK = [
  'test',
  'testing',
  'investigation',
  'case',
  'routine check',
  'checking',
  'n/a',
  'none',
  '测试',
  '调查',
  '办案',
  '工作需要',
  '日常',
  '无',
]
const BETWEEN = [' ', '  ', '. ', ', ', '-', '。', '，', '!', '\n', '\u200b', '\u3164', '…']
const INVISIBLE = ['\u200b', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u3164', '\u202e', '\u0000']
const ROWS = ['abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', '01234567890']

const fullWidth = (text: string) =>
  text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))

/** What people type to get past a field: nothing, one letter, a stock word again and again, a row of keys, figures, padding. */
function badReasons(): string[] {
  const random = seededRandom(SEED)
  const oneOf = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]
  const many = (least: number, most: number, make: () => string) =>
    Array.from({ length: least + Math.floor(random() * (most - least + 1)) }, make).join('')
  const kinds: (() => string)[] = [
    () => many(0, 40, () => oneOf([' ', '\t', '\n', '.', '。', '-', ...INVISIBLE])),
    () => oneOf(['a', 'x', '1', '无', '啊', 'ab', '嗯啊']).repeat(1 + Math.floor(random() * 40)),
    () => many(1, 6, () => oneOf(STOCK) + oneOf(BETWEEN)),
    () => fullWidth(many(1, 4, () => oneOf(STOCK) + oneOf(BETWEEN))).toUpperCase(),
    () => {
      const row = oneOf(ROWS)
      const from = Math.floor(random() * (row.length - 4))
      return row.slice(from, from + 5 + Math.floor(random() * 20)).repeat(1 + Math.floor(random() * 3))
    },
    () => many(1, 30, () => String(Math.floor(random() * 10))),
    () =>
      [...'abcdefghi'.slice(0, 1 + Math.floor(random() * 9))]
        .map((letter) => letter + oneOf(INVISIBLE).repeat(3))
        .join(''),
    () => [...oneOf(ROWS)].reverse().join(' '),
  ]
  return Array.from({ length: BAD_REASONS }, (_, i) => kinds[i % kinds.length]())
}

describe('the reason of a case', () => {
  it(`is not any of ${BAD_REASONS} that say nothing, seed ${SEED}`, () => {
    expect(badReasons().filter((reason) => reasonProblem(reason) === null)).toEqual([])
  })

  it.each([
    'Grey van left the scene of a collision on Liulin Road, 3 January, 21:40',
    'Stolen car 测A12345, reported by its owner',
    'Routine check found a stolen trailer at the north gate',
    'Robbery, two suspects in a white SUV',
    'Missing child last seen entering a taxi',
    '柳林路抢劫案，嫌疑人驾车逃离现场',
    '失踪老人最后出现在北站公交车上',
    '调查一月三日晚肇事逃逸的灰色面包车',
    'Verdacht auf Fahrzeugdiebstahl, Anzeige 2026-114',
    '工作需要：追查被盗电动车去向',
  ])('may be: %s', (reason) => {
    expect(reasonProblem(reason)).toBeNull()
  })

  it('says whether it is too short or says nothing', () => {
    expect(reasonProblem('')).toBe('too-short')
    expect(reasonProblem('hit & run')).toBe('too-short')
    expect(reasonProblem('调查')).toBe('says-nothing')
    expect(reasonProblem('Investigation.')).toBe('says-nothing')
    expect(reasonProblem('aaaaaaaaaaaaaaaa')).toBe('says-nothing')
  })

  it('is kept composed, without invisible characters and with single spaces', () => {
    expect(cleanReason('  Cafe\u0301\u200b \n\t robbery\u202e  ')).toBe('Café robbery')
  })

  it('sees stock words through look-alikes, digits, invisible characters and letters set apart', () => {
    for (const reason of [
      'іnvеѕtіgаtіоn іnvеѕtіgаtіоn',
      'Testing1 INVESTIGATE2 test3',
      'i\u200bn\u200bv\u200be\u200bs\u200bt\u200bi\u200bg\u200ba\u200bt\u200bi\u200bo\u200bn',
      'I\nN\nV\nE\nS\nT\nI\nG\nA\nT\nE',
      'r.o.u.t.i.n.e c h e c k',
    ])
      expect(reasonProblem(reason), reason).toBe('says-nothing')
  })

  it('takes reasons in other scripts, with digits and single letters', () => {
    for (const reason of ['Угон автомобиля с улицы Ленина 5', 'Car A hit car B near exit 4, driver left'])
      expect(reasonProblem(reason), reason).toBeNull()
  })
})
