// What each role and each scope of an API key may do: the one table of permissions in the product.
import type { Permission } from '../verbs/caller.ts';

/** Roles of people; a person may hold several. */
export const roles = {
  administrator: [
    'access.manage-people',
    'access.manage-keys',
    'access.manage-grants',
    'access.manage-organisation',
    'access.manage-platforms',
    'access.read-record',
    'report.look',
    'report.go-live',
    'remove.look',
  ],
  supervisor: [
    'recognise.look',
    'recognise.review',
    'recognise.verdict',
    'recognise.match',
    'recognise.see-detail',
    'recognise.export',
    'access.read-record',
    'access.manage-platforms',
    'report.look',
    'report.read',
    'report.work',
    'report.classify',
    'report.search-identity',
    'report.export',
    'report.decide-contest',
    'report.supervise',
    'report.go-live',
    'clocks.look',
    'clocks.sign',
    'clocks.waive',
    'outside.look',
    'outside.solve',
    'remove.look',
    'remove.work',
    'remove.approve',
    'remove.attest',
    'remove.supervise',
  ],
  intake: [
    'report.look',
    'report.read',
    'report.work',
    'report.search-identity',
    'recognise.look',
    'recognise.match',
    'remove.look',
  ],
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
    'remove.look',
  ],
  /** Takedown officer: locates, drafts, proposes and sends, and follows until it is gone. */
  takedown: [
    'recognise.look',
    'report.look',
    'report.read',
    'clocks.look',
    'outside.look',
    'outside.solve',
    'remove.look',
    'remove.work',
    'remove.attest',
  ],
  /** Statutory approver: puts a second or third name to notices, and signs which rules may be invoked. */
  approver: [
    'report.look',
    'report.read',
    'clocks.look',
    'clocks.sign',
    'outside.look',
    'remove.look',
    'remove.approve',
  ],
  auditor: ['recognise.look', 'report.look', 'access.read-record', 'clocks.look', 'outside.look', 'remove.look'],
  /** A platform's own people: what was sent to their platform, and nothing else of anybody. */
  platform: ['remove.answer'],
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
  /** A platform's program: fetches what was sent to its platform, and answers. */
  answer: ['remove.answer'],
} as const satisfies Record<string, readonly Permission[]>;

export type Scope = keyof typeof scopes;
export const scopeNames = Object.keys(scopes).filter((name): name is Scope => name in scopes);

export function permissionsOfRoles(held: readonly Role[]): ReadonlySet<string> {
  return new Set(held.flatMap((role) => roles[role]));
}

export function permissionsOfScopes(held: readonly Scope[]): ReadonlySet<string> {
  return new Set(held.flatMap((scope) => scopes[scope]));
}

/** A desk works; a platform's people only see what desks sent to their platform, and answer it. */
export type OrganisationKind = 'desk' | 'platform';

// What is a platform's alone, and the most that its people and programs may do, whatever their roles and scopes say.
const platformsAlone: ReadonlySet<string> = new Set(['remove.answer'] satisfies Permission[]);
const platformsAtMost: ReadonlySet<string> = new Set([
  'remove.answer',
  'access.manage-people',
  'access.manage-keys',
] satisfies Permission[]);

/** What is left of permissions in an organisation of this kind. */
export function permissionsWithin(kind: OrganisationKind, held: ReadonlySet<string>): ReadonlySet<string> {
  const mayBeHeld = (permission: string): boolean =>
    kind === 'platform' ? platformsAtMost.has(permission) : !platformsAlone.has(permission);
  return new Set([...held].filter(mayBeHeld));
}

/** The roles that people of an organisation of this kind may hold. */
export function rolesIn(kind: OrganisationKind): readonly Role[] {
  return kind === 'platform' ? ['administrator', 'platform'] : roleNames.filter((role) => role !== 'platform');
}

/** The scopes that its programs may hold. */
export function scopesIn(kind: OrganisationKind): readonly Scope[] {
  return kind === 'platform' ? ['answer'] : scopeNames.filter((scope) => scope !== 'answer');
}
