import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalisePlate } from './plate'

describe('normalisePlate', () => {
  it.each([
    ['黑A·12345', '黑A12345', 'CN', 'ordinary'],
    ['黑ａ１２３４５', '黑A12345', 'CN', 'ordinary'],
    ['京A1234警', '京A1234警', 'CN', 'ordinary'],
    ['沪AD12345', '沪AD12345', 'CN', 'new-energy-small'],
    ['粤BK12345', '粤BK12345', 'CN', 'new-energy-small'],
    ['苏A12345D', '苏A12345D', 'CN', 'new-energy-large'],
    ['使014578', '使014578', 'CN', 'embassy'],
    ['沪A0023领', '沪A0023领', 'CN', 'consulate'],
    ['WJ黑1234X', 'WJ黑1234X', 'CN', 'armed-police'],
    ['ab12 cde', 'AB12CDE', 'GB', 'international'],
    ['AA-123-BB', 'AA123BB', null, 'international'],
    ['1234 BCD', '1234BCD', 'ES', 'international'],
    ['M-ÄB 1234E', 'MÄB1234E', 'DE', 'international'],
    ['MÜ-AB 123', 'MÜAB123', 'DE', 'international'],
    ['А123ВС77', 'А123ВС77', 'RU', 'international'],
    ['51F-12345', '51F12345', 'VN', 'international'],
    ['ABC-123', 'ABC123', null, 'international'],
    ['???', '', null, 'other'],
  ] as const)('%s → %s, %s %s', (raw, normalised, country, format) => {
    expect(normalisePlate(raw)).toEqual({ raw, normalised, country, format })
  })

  it('knows no I and O on Chinese plates', () => {
    expect(normalisePlate('黑AI2345').format).toBe('other')
  })

  it('accepts any text, and normalising twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (raw) => {
        const once = normalisePlate(raw).normalised
        expect(normalisePlate(once).normalised).toBe(once)
      }),
    )
  })
})
