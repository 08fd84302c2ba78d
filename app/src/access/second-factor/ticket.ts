// The ticket between the two steps of signing in: it says that the password was right, opens nothing by itself, and is
// stored nowhere. It ends after a few minutes, and when the password is changed.
import type { Fields } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { minuteMs } from '../../kit/time.ts';
import type { DoCircumstances } from '../../verbs/verb.ts';
import { type Account, lockAccount } from '../sessions/store.ts';
import { sameText } from '../tokens.ts';

const purpose = 'access.sign-in';

/** What comes after the password: giving a code, or setting a second factor up first. */
export type NextStep = 'code' | 'enrol';

/** How long each step may take: an app that is not there yet has to be found first. */
export const ticketMs: Readonly<Record<NextStep, number>> = { code: 5 * minuteMs, enrol: 15 * minuteMs };

export type Ticket = {
  next: NextStep;
  personId: string;
  organisationId: string;
  /** Under what attempts are counted, in base64url. */
  address: string;
  /** A keyed hash of the password as it is stored. */
  password: string;
};

export function sealTicket(
  fields: Fields,
  organisationId: string,
  account: Account,
  next: NextStep,
  now: Date,
): string {
  const content: Ticket = {
    next,
    personId: account.id,
    organisationId,
    address: account.address.toString('base64url'),
    password: markOf(fields, account),
  };
  return fields.sealTicket(purpose, content, new Date(now.getTime() + ticketMs[next]));
}

const markOf = (fields: Fields, { id, password }: Account): string =>
  fields.blind('access.ticket-password', `${id} ${password}`).toString('base64url');

/** @throws Refusal `sign-in-again` when the ticket has expired, or is none for this step. */
export function openTicket(fields: Fields, ticket: string, next: NextStep, now: Date): Ticket {
  const opened = fields.openTicket(purpose, ticket, now) as Ticket | null;
  if (opened?.next === next) return opened;
  throw signInAgain();
}

/** The account whose ticket it is, locked. @throws Refusal `sign-in-again` also when its password is another one now. */
export async function holderOf(
  work: Pick<DoCircumstances<unknown>, 'client' | 'organisationId' | 'now'>,
  fields: Fields,
  ticket: string,
  next: NextStep,
): Promise<Account> {
  const opened = openTicket(fields, ticket, next, work.now);
  const account =
    opened.organisationId === work.organisationId ? await lockAccount(work, { id: opened.personId }) : null;
  if (account === null || account.disabledAt !== null || !sameText(opened.password, markOf(fields, account)))
    throw signInAgain();
  return account;
}

const signInAgain = (): Refusal =>
  new Refusal('unprocessable', 'sign-in-again', 'Too much time has passed, or the password was changed; sign in again');
