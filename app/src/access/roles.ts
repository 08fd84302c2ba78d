// What each role and each scope of an API key may do: the one table of permissions in the product.
import type { Permission } from '../verbs/caller.ts';

/** Roles of people; a person may hold several. */
export const roles = {
  administrator: [
    'access.manage-people',
    'access.manage-keys',
    'access.manage-grants',
    'access.manage-organisation',
    'access.read-record',
    'report.look',
    'report.go-live',
  ],
  supervisor: [
    'recognise.look',
    'recognise.review',
    'recognise.verdict',
    'recognise.match',
    'recognise.see-detail',
    'recognise.export',
    'access.read-record',
    'report.look',
    'report.read',
    'report.work',
    'report.classify',
    'report.search-identity',
    'report.export',
    'report.decide-contest',
    'report.supervise',
    'report.go-live',
  ],
  intake: ['report.look', 'report.read', 'report.work', 'report.search-identity', 'recognise.look', 'recognise.match'],
  curator: [
    'recognise.look',
    'recognise.curate',
    'recognise.import',
    'recognise.export',
    'recognise.match',
    'recognise.see-detail',
  ],
  analyst: [
    'recognise.look',
    'recognise.match',
    'recognise.see-detail',
    'recognise.verdict',
    'report.look',
    'report.read',
    'report.work',
    'report.classify',
  ],
  auditor: ['recognise.look', 'report.look', 'access.read-record'],
} as const satisfies Record<string, readonly Permission[]>;

export type Role = keyof typeof roles;
export const roleNames = Object.keys(roles).filter((name): name is Role => name in roles);

/** Scopes of API keys. An ordinary key gets a match's action only; what was near, and how near, needs `curate`. */
export const scopes = {
  match: ['recognise.match'],
  curate: [
    'recognise.look',
    'recognise.curate',
    'recognise.import',
    'recognise.export',
    'recognise.match',
    'recognise.see-detail',
  ],
  verdict: ['recognise.verdict', 'recognise.look'],
  report: ['report.file'],
  /** The operator's isolated viewer: exchanges a hand-over for the address, once. */
  viewer: ['report.redeem'],
} as const satisfies Record<string, readonly Permission[]>;

export type Scope = keyof typeof scopes;
export const scopeNames = Object.keys(scopes).filter((name): name is Scope => name in scopes);

export function permissionsOfRoles(held: readonly Role[]): ReadonlySet<string> {
  return new Set(held.flatMap((role) => roles[role]));
}

export function permissionsOfScopes(held: readonly Scope[]): ReadonlySet<string> {
  return new Set(held.flatMap((scope) => scopes[scope]));
}
