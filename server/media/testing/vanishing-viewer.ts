/** A viewer that says when it sees pictures, and is then killed: no goodbye reaches the server. Run as: URL STREAM. */
import { embeddedGateway } from '../embedded-gateway'
import { receive } from './receiver'

async function main(url: string, stream: string): Promise<void> {
  await receive(embeddedGateway(url), stream)
  process.send?.('sees')
  setInterval(() => {}, 1_000)
}

main(process.argv[2], process.argv[3])
