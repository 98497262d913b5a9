/** What leaves a mark in the audit. */
export const AUDIT_ACTIONS = [
  'sign-in',
  'sessions-ended',
  'password-changed',
  'case-opened',
  'case-closed',
  'passages-read',
  'approval-requested',
  'approval-given',
  'approval-refused',
  'glass-broken',
  'feed-opened',
  'clip-opened',
  'camera-edited',
  'city-edited',
  'area-edited',
  'watch-rule-set',
  'coverage-recomputed',
  'audit-exported',
] as const
export type AuditAction = (typeof AUDIT_ACTIONS)[number]
