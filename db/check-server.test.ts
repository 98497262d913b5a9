/** Which servers are refused, and in which words. */
import { describe, expect, it } from 'vitest'
import { type ServerFacts, whyUnreachable, whyUnsuitable } from './check-server'

const debian12: ServerFacts = {
  versionNumber: 150_013,
  postgis: '3.3.2',
  isPostgisInstalled: true,
  mayInstall: false,
  user: 'city',
  database: 'sightline',
}

describe('whyUnsuitable', () => {
  it.each<[what: string, facts: Partial<ServerFacts>]>([
    ['PostgreSQL 15 with PostGIS 3.3', {}],
    ['a newer pair', { versionNumber: 180_003, postgis: '3.6.2' }],
    ['a pre-release of a newer PostGIS', { postgis: '4.0.0alpha1' }],
    ['PostGIS not installed yet, by someone who may', { isPostgisInstalled: false, mayInstall: true }],
  ])('takes %s', (_what, facts) => {
    expect(whyUnsuitable({ ...debian12, ...facts })).toBeNull()
  })

  it.each<[what: string, facts: Partial<ServerFacts>, message: RegExp]>([
    ['an older PostgreSQL', { versionNumber: 140_011 }, /needs PostgreSQL 15 or newer.*version 14\.$/],
    ['no PostGIS', { postgis: null, isPostgisInstalled: false }, /has no PostGIS/],
    ['an older PostGIS', { postgis: '3.2.7' }, /needs PostGIS 3\.3 or newer; this server has 3\.2\.7/],
    ['a much older PostGIS', { postgis: '2.5.4' }, /2\.5\.4/],
    ['PostGIS that this user may not install', { isPostgisInstalled: false }, /Let a superuser run "CREATE EXTENSION/],
  ])('refuses %s in one line', (_what, facts, message) => {
    const problem = whyUnsuitable({ ...debian12, ...facts })
    expect(problem).toMatch(message)
    expect(problem).not.toContain('\n')
  })
})

describe('whyUnreachable', () => {
  const url = 'postgres://city:secret@db.example:6432/sightline'

  it.each([
    ['ECONNREFUSED', /No database server answers at db\.example:6432/],
    ['28P01', /refuses user "city"/],
    ['3D000', /has no database "sightline"/],
    ['ENOTFOUND', /host "db\.example"/],
    ['53300', /cannot be used: too many clients/],
  ])('says what %s means, without the password', (code, message) => {
    const problem = whyUnreachable({ code, message: 'too many clients' }, url)
    expect(problem).toMatch(message)
    expect(problem).not.toContain('secret')
  })
})
