/** A thread that counts tiles as long as it is sent any. */
import { parentPort } from 'node:worker_threads'
import { countedRows, type TilesToCount } from './counted-rows'

parentPort?.on('message', (tiles: TilesToCount) => parentPort?.postMessage(countedRows(tiles)))
