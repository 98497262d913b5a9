import { createTranslator } from 'use-intl/core'
import { describe, expect, it } from 'vitest'
import type { Locale } from '../_ui/preferences'
import { messagesFor } from './messages'

const LOCALES: Locale[] = ['en', 'zh-CN']

type Tree = { [key: string]: string | Tree }

const flatten = (tree: Tree, prefix = ''): [key: string, text: string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flatten(value, `${prefix}${key}.`),
  )

const TEXTS = Object.fromEntries(LOCALES.map((locale) => [locale, new Map(flatten(messagesFor(locale)))])) as Record<
  Locale,
  Map<string, string>
>

/** What a message must be given: `{name}` and `{count, plural, …}`; the branches of a plural hold none of their own names. */
const argumentsOf = (text: string) =>
  new Set([...text.matchAll(/\{\s*([A-Za-z]\w*)\s*(?=[,}])/g)].map(([, name]) => name))

describe('messages', () => {
  it('have the same keys in both languages', () => {
    expect([...TEXTS['zh-CN'].keys()].toSorted()).toEqual([...TEXTS.en.keys()].toSorted())
    expect(TEXTS.en.size).toBeGreaterThan(200)
  })

  it.each(LOCALES)('say something for every key in %s, without stray spaces', (locale) => {
    const bad = [...TEXTS[locale]].filter(([, text]) => text.trim() === '' || text !== text.trim())
    expect(bad).toEqual([])
  })

  it('need the same arguments in both languages', () => {
    const unlike = [...TEXTS.en].filter(([key, text]) => {
      const [here, there] = [argumentsOf(text), argumentsOf(TEXTS['zh-CN'].get(key) ?? '')]
      return here.size !== there.size || [...here].some((name) => !there.has(name))
    })
    expect(unlike).toEqual([])
  })

  it.each(LOCALES)('can all be put into words in %s: none, one and many', (locale) => {
    const problems: string[] = []
    const translate = createTranslator({
      locale,
      messages: messagesFor(locale) as Tree,
      timeZone: 'Asia/Shanghai',
      onError: (error) => problems.push(error.message),
    }) as (key: string, values: Record<string, number>) => string
    for (const [key, text] of TEXTS[locale])
      for (const count of [0, 1, 2, 1_234]) {
        const said = translate(key, Object.fromEntries([...argumentsOf(text)].map((name) => [name, count])))
        if (said === key || /[{}#]/.test(said)) problems.push(`${key}: ${said}`)
      }
    expect(problems).toEqual([])
  })

  it('are in the language they claim to be in', () => {
    const han = /\p{Script=Han}/u
    const notEnglish = [...TEXTS.en].filter(
      ([key, text]) => han.test(text.replace('测A12345', '')) && key !== 'rail.otherLanguage',
    )
    expect(notEnglish).toEqual([])
    const sentences = [...TEXTS['zh-CN']].filter(([, text]) => /[a-z]{3,} [a-z]{3,} [a-z]{3,}/i.test(text))
    expect(sentences.filter(([, text]) => !han.test(text))).toEqual([])
  })
})
