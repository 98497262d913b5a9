import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { ADDRESS_HEADER, clientAddress, noteClientAddresses } from './client-address'

it.each([
  ['no proxy: what a header says is not believed', '10.0.0.1', '1.2.3.4', 0, '10.0.0.1'],
  ['an IPv4 address on an IPv6 socket', '::ffff:10.0.0.1', undefined, 0, '10.0.0.1'],
  ['one proxy: the address it saw', '127.0.0.1', '6.6.6.6, 1.2.3.4', 1, '1.2.3.4'],
  ['two proxies', '127.0.0.1', '6.6.6.6, 1.2.3.4, 10.0.0.9', 2, '1.2.3.4'],
  ['a proxy that says nothing', '127.0.0.1', undefined, 1, '127.0.0.1'],
  ['fewer than there should be', '127.0.0.1', '1.2.3.4', 2, '127.0.0.1'],
  ['a connection that is gone', undefined, undefined, 0, 'unknown'],
] as const)('%s', (_what, connected, forwarded, proxies, expected) =>
  expect(clientAddress(connected, forwarded, proxies)).toBe(expected),
)

it('writes the connection’s own address over whatever a client writes', async () => {
  noteClientAddresses(0)
  const server = createServer((request, response) => response.end(request.headers[ADDRESS_HEADER])).listen(
    0,
    '127.0.0.1',
  )
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const answer = await fetch(url, { headers: { [ADDRESS_HEADER]: '6.6.6.6', 'x-forwarded-for': '6.6.6.6' } })
  expect(await answer.text()).toBe('127.0.0.1')
  server.closeAllConnections()
  server.close()
})
