import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { belowFloor, type Floor, isBelow, type Lock } from './dependency-floors'

const read = <T>(file: string) => JSON.parse(readFileSync(file, 'utf8')) as T
const floors = read<Floor[]>('scripts/lib/dependency-floors.json')
const lock = read<Lock>('package-lock.json')

describe('floors', () => {
  it.each([
    ['1.2.3', '1.2.3', false],
    ['1.2.2', '1.2.3', true],
    ['1.10.0', '1.9.9', false],
    ['2.0.0', '1.9.9', false],
    ['1.2.3-rc.1', '1.2.3', true],
    ['1.2.4-rc.1', '1.2.3', false],
    ['not a version', '1.2.3', true],
  ])('%s below %s: %s', (version, floor, below) => expect(isBelow(version, floor)).toBe(below))

  it('are kept by every package in the lock file', () => expect(belowFloor(lock, floors)).toEqual([]))

  it('are about packages that we have, each with its advisory', () => {
    const names = Object.keys(lock.packages)
    for (const { name, floor, advisory } of floors) {
      expect(
        names.some((path) => path.endsWith(`node_modules/${name}`)),
        name,
      ).toBe(true)
      expect(floor).toMatch(/^\d+\.\d+\.\d+$/)
      expect(advisory).not.toBe('')
    }
  })

  it('see an old copy however deep it lies', () => {
    const old: Lock = {
      packages: {
        'node_modules/next': { version: '16.4.6' },
        'node_modules/a/node_modules/next': { version: '16.4.0' },
        'node_modules/next-intl': { version: '1.0.0' },
      },
    }
    expect(belowFloor(old, floors)).toHaveLength(1)
  })
})
