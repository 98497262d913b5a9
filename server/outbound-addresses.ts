/** Which network addresses this server may connect to. */
import { BlockList, isIP } from 'node:net'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Clouds answer their machines' secrets at link-local and shared addresses; the rest names no one machine, or hides another address. */
const never = new BlockList()
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  never.addSubnet(net, prefix, 'ipv4')
for (const [net, prefix] of [
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 32],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fd00:ec2::', 32],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  never.addSubnet(net, prefix, 'ipv6')

/** Shortest spelling, in which every IPv6 address that stands for an IPv4 one begins with "::". */
const shortest = (address: string) => new URL(`http://[${address}]`).hostname.slice(1, -1)

/** Networks as an administrator of machines writes them: addresses and CIDR blocks, with commas between. Throws RangeError. */
export function networksOf(text: string): BlockList {
  const networks = new BlockList()
  for (const block of text.split(',').map((part) => part.trim())) {
    const [net, prefix] = block.split('/')
    const kind = isIP(net)
    const length = prefix === undefined ? (kind === 4 ? 32 : 128) : Number(prefix)
    if (kind === 0 || !/^\d*$/.test(prefix ?? '') || length > (kind === 4 ? 32 : 128))
      throw new RangeError(`Expected addresses or CIDR blocks with commas between, got "${block}".`)
    networks.addSubnet(net, length, kind === 4 ? 'ipv4' : 'ipv6')
  }
  return networks
}

/**
 * True for an address as the resolver gives it, IPv4 or IPv6 without brackets or zone; loopback only where it is expected,
 * others only within the networks when these are given.
 */
export function mayConnectTo(address: string, isLoopbackExpected: boolean, networks: BlockList | null = null): boolean {
  const kind = isIP(address)
  if (kind === 0 || address.includes('%')) return false
  const family = kind === 4 ? 'ipv4' : 'ipv6'
  if (loopback.check(address, family) && (kind === 4 || shortest(address) === '::1')) return isLoopbackExpected
  if (networks && !networks.check(address, family)) return false
  return !never.check(address, family) && !(kind === 6 && shortest(address).startsWith('::'))
}
