// Who asks: every verb is called by someone, and what they may do comes with them.
import type { ActorKind } from '../audit/record.ts';

/** A permission: the desk, a dot, what may be done there. Roles and the scopes of API keys are sets of these. */
export type Permission = `${string}.${string}`;

export interface Caller {
  kind: ActorKind;
  id: string;
  organisationId: string | null;
  permissions: ReadonlySet<string>;
  /** The person who made the key, for a program: where two people are asked for, it is theirs. */
  behind?: string;
}

/** The person answerable for what a caller does; where two people are needed, two of these. */
export function answerable(caller: Caller): string {
  return caller.behind ?? caller.id;
}

/** Someone who has not signed in: may do only what needs no permission. */
export const nobody: Caller = { kind: 'nobody', id: 'nobody', organisationId: null, permissions: new Set() };

/** The process itself, working for one organisation with the permissions that its task names. */
export function nodeCaller(organisationId: string | null, permissions: Permission[]): Caller {
  return { kind: 'node', id: 'node', organisationId, permissions: new Set(permissions) };
}
