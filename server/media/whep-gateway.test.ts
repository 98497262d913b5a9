/** The adapter for plain WHEP against a stand-in that speaks it. */
import { gatewayContract } from './gateway.contract'
import { addressOf } from './testing/address'
import { startStandInWhep, TOKEN } from './testing/stand-in-whep'
import { whepGateway } from './whep-gateway'

gatewayContract('a stand-in that speaks WHEP and no more', async () => {
  const { url, stop } = await startStandInWhep()
  return {
    gateway: whepGateway(addressOf(`${url}/play/{stream}`, TOKEN)),
    stream: 'clip-03',
    openAndVanish: () => Promise.reject(new Error('This server does not tell who watches.')),
    stop,
  }
})
