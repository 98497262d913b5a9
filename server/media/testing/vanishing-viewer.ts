/** A viewer that says when it sees pictures, and is then killed: no goodbye reaches the server. Run as: URL STREAM [KIND] [SECRET]. */
import type { MediaGateway } from '../gateway'
import { openGateway } from '../open-gateway'
import { addressOf } from './address'
import { receive } from './receiver'

async function main(url: string, stream: string, kind: MediaGateway['kind'] = 'embedded', secret?: string) {
  await receive(openGateway(kind, addressOf(url, secret)), stream)
  process.send?.('sees')
  setInterval(() => {}, 1_000)
}

const [url, stream, kind, secret] = process.argv.slice(2)
main(url, stream, kind as MediaGateway['kind'] | undefined, secret)
