/** Reasons that say nothing, as people write them who want to be left in peace. */

const STOCK = [
  'test',
  'Testing',
  'investigation',
  'INVESTIGATE',
  'case',
  'n/a',
  'none',
  'check',
  'routine',
  '测试',
  '调查',
  '办案',
  '无',
  '工作需要',
  '日常',
]
const INVISIBLE = [
  '\u200b',
  '\u200c',
  '\u200d',
  '\u2060',
  '\ufeff',
  '\u00ad',
  '\u202e',
  '\u3164',
  '\u0000',
  '\t',
  '\n',
  '\u00a0',
  '\u3000',
]
const MARKS = ['.', '-', '!', '…', '。', '/', '*', '1', '42', '２０２６']
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'abcdefghijkl', 'poiuytrewq', 'lkjhgfdsa']
/** Letters that look like Latin ones. */
const LOOK_ALIKE: Record<string, string> = { e: 'е', a: 'а', o: 'о', c: 'с', s: 'ѕ', i: 'і' }

const KINDS: ((pick: <T>(list: readonly T[]) => T, many: (most: number) => number) => string)[] = [
  (pick, many) => pick([' ', '', ...INVISIBLE]).repeat(many(20)),
  (pick, many) => Array.from({ length: many(30) }, () => pick(INVISIBLE)).join(''),
  (pick, many) => Array.from({ length: many(8) }, () => pick(STOCK)).join(pick([' ', ', ', '-', '\u200b '])),
  (pick, many) => Array.from({ length: many(6) }, () => `${pick(STOCK)}${pick(MARKS)}`).join(' '),
  (pick) => [...pick(STOCK)].join(pick(INVISIBLE)),
  (pick, many) => `${[...pick(STOCK)].map((letter) => LOOK_ALIKE[letter] ?? letter).join('')} `.repeat(many(6)),
  (pick, many) => pick(ROWS).repeat(many(3)),
  (pick, many) => pick(['a', 'x', '好', '了', '.', '1', 'Ａ', '😀']).repeat(10 + many(60)),
  (pick, many) => Array.from({ length: 10 + many(20) }, () => pick([...'0123456789'])).join(''),
  (pick, many) => Array.from({ length: many(9) }, () => pick([...'abcdefghklmnoprstuvw'])).join(''),
  (pick) =>
    [...pick(['test test test', 'routine check'])]
      .map((c) => (c === ' ' ? c : String.fromCharCode(c.charCodeAt(0) + 0xfee0)))
      .join(''),
]

/** Reason `i` of a seeded row of them. */
export function badReason(random: () => number, i: number): string {
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]
  return KINDS[i % KINDS.length](pick, (most) => 1 + Math.floor(random() * most))
}
