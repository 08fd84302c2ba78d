// What the pages about people share: where they stand, a person's state and ways in, the question of roles.
import type { FastifyRequest } from 'fastify';
import type { Html } from '../../kit/html.ts';
import { field } from '../../kit/look/field.ts';
import { crumbs } from '../../kit/look/navigation.ts';
import { badge } from '../../kit/look/notice.ts';
import type { Problems } from '../request/forms.ts';
import { rolesIn } from '../roles.ts';
import { words } from '../words.ts';
import type { Person } from './store.ts';

export const root = '/desk/people';

export const upward = ({ language }: FastifyRequest): Html =>
  crumbs({ language, ways: [{ href: root, label: words(language).people.title }] });

export function waysIn({ language }: FastifyRequest, { hasPassword, passkeys }: Person): string {
  const { people } = words(language);
  const ways = [hasPassword ? people.hasPassword : null, passkeys > 0 ? people.hasPasskeys(passkeys) : null];
  return ways.filter((way) => way !== null).join(', ') || people.none;
}

export function stateOf({ language }: FastifyRequest, person: Person): Html {
  const { people } = words(language);
  const { disabledAt, passwordLockedAt, hasPassword, passkeys } = person;
  if (disabledAt) return badge({ label: people.disabled, tone: 'warning' });
  if (passwordLockedAt) return badge({ label: people.passwordLocked, tone: 'warning' });
  if (!hasPassword && passkeys === 0) return badge({ label: people.invited, tone: 'info' });
  return badge({ label: people.active, tone: 'success' });
}

export function rolesField({ language, session }: FastifyRequest, values: readonly string[], problems: Problems): Html {
  const { people, roles } = words(language);
  const options = rolesIn(session?.organisationKind ?? 'desk').map((role) => ({ value: role, label: roles[role] }));
  return field({
    type: 'checkboxes',
    name: 'roles',
    label: people.roles,
    hint: people.rolesHint,
    options,
    values,
    error: problems.of('roles'),
  });
}
