import { expect, it } from 'vitest'
import { asPlainText } from './plain-text'

it('leaves nothing that markup begins or ends with', () => {
  expect(asPlainText(`<a href="x" title='y'>© A & B</a>`)).toBe(
    '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;© A &amp; B&lt;/a&gt;',
  )
  expect(asPlainText('© OpenStreetMap contributors, ODbL 1.0')).toBe('© OpenStreetMap contributors, ODbL 1.0')
})
