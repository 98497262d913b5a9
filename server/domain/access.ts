/** Who may do what. One pure function; every procedure and route names the permission it needs. */

import type { Ownership } from './camera'

export const ROLES = ['planner', 'officer', 'leadership', 'maintainer', 'auditor', 'administrator'] as const
export type Role = (typeof ROLES)[number]

export const PERMISSIONS = [
  'account.own',
  'map.read',
  'camera.read',
  'camera.edit',
  'camera.state',
  'coverage.read',
  'area.edit',
  'feed.open',
  'feed.steer',
  'case.read',
  'case.open',
  'case.oversee',
  'passage.read',
  'heat.read',
  'incident.read',
  'audit.read',
  'audit.review',
  'people.manage',
  'import.read',
  'city.edit',
] as const
export type Permission = (typeof PERMISSIONS)[number]

const EVERYONE: Permission[] = ['account.own', 'map.read', 'camera.read', 'incident.read']

/** Leadership reads aggregates and never a plate; the administrator manages people and holds no case. */
export const PERMISSIONS_OF: Record<Role, readonly Permission[]> = {
  planner: [...EVERYONE, 'camera.edit', 'coverage.read', 'area.edit', 'heat.read', 'import.read'],
  officer: [
    ...EVERYONE,
    'coverage.read',
    'feed.open',
    'feed.steer',
    'case.read',
    'case.open',
    'passage.read',
    'heat.read',
    'audit.review',
  ],
  leadership: [...EVERYONE, 'coverage.read', 'heat.read'],
  maintainer: [...EVERYONE, 'camera.edit', 'camera.state', 'coverage.read', 'feed.open', 'feed.steer', 'import.read'],
  auditor: [...EVERYONE, 'audit.read', 'audit.review', 'import.read', 'case.oversee'],
  administrator: [
    ...EVERYONE,
    'camera.edit',
    'camera.state',
    'coverage.read',
    'area.edit',
    'heat.read',
    'people.manage',
    'import.read',
    'city.edit',
    'case.oversee',
  ],
}

/** Who is asking, and for which ground they answer. */
export interface Caller {
  personId: number
  displayName: string
  role: Role
  unit: string
  /** The jurisdictions they may see, their own and all below it; null: the whole city. */
  scope: readonly number[] | null
  /** The owner classes whose cameras they may see; null: all of them. */
  owners: readonly Ownership[] | null
  /** The browser they ask from; scripts and jobs have none. */
  session?: CallerSession
}

export interface CallerSession {
  id: number
  /** The person has proved lately enough to be who they are. */
  isFresh: boolean
  /** Their role needs a second factor, and they have none yet: until then they may do nothing else. */
  mustEnrol: boolean
}

/** Roles that see vehicles, or the audit, or who may sign in. */
export const ROLES_WITH_SECOND_FACTOR: readonly Role[] = ['officer', 'auditor', 'administrator']

/** May this role do that? Unknown roles may do nothing. */
export function access(role: Role, permission: Permission): boolean {
  return PERMISSIONS_OF[role]?.includes(permission) ?? false
}
