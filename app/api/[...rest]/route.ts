import { problem } from '../../_server/guard'

export const dynamic = 'force-dynamic'

const missing = () => problem(404, 'no-door', 'There is nothing at this address.')

export { missing as DELETE, missing as GET, missing as PATCH, missing as POST, missing as PUT }
