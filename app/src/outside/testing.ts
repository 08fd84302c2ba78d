// What tests of this room share: a house with its carriers, deliveries to make up, a carrier that does as it is told, and
// examples for the matrix.
import { openAccess } from '../access/index.ts';
import { newId } from '../kit/ids.ts';
import type { Configuration } from '../runtime/configuration.ts';
import { asOwner, inOrganisation } from '../runtime/database.ts';
import type { House } from '../runtime/house.ts';
import type { Log } from '../runtime/log.ts';
import { readMailFrom, readMailUrl } from '../runtime/mail-settings.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import type { Example, Ground } from '../testing/matrix.ts';
import { nodeCaller } from '../verbs/caller.ts';
import { call } from '../verbs/verb.ts';
import {
  type Carrier,
  type CarrierName,
  NotSent,
  Refused,
  registerCarrier,
  type Sending,
} from './deliveries/carrier.ts';
import { deliver } from './deliveries/attempt.ts';
import { noteFailure } from './deliveries/note.ts';
import { queueDelivery } from './deliveries/queue.ts';
import { type Attempt, attemptsOf, type Delivery, findDelivery } from './deliveries/store.ts';
import type { MailMessage } from './mail/message.ts';
import { openOutside, type OutsideOptions } from './open.ts';

export { type MailServer, openMailServer, readMail } from './testing/mail-server.ts';

/** The operator's settings for a made-up mail server. */
export const mailAt = (url: string): Pick<Configuration, 'mail'> => ({
  mail: { ...readMailUrl(url)!, from: readMailFrom('Meja Rekaan <meja@rekaan.example>')! },
});

export async function openOutsideHouse(
  options: OutsideOptions & { configuration?: Partial<Configuration>; database?: string; log?: Log } = {},
): Promise<TestHouse> {
  const { configuration = {}, database, log, ...rest } = options;
  const made = await openTestHouse({ configuration, ...(database ? { database } : {}), ...(log ? { log } : {}) });
  try {
    await openAccess(made.house);
    await openOutside(made.house, rest);
    return made;
  } catch (fault) {
    await made.close();
    throw fault;
  }
}

/** A carrier that does what `act` says, and remembers what it was given. */
export class ToldCarrier implements Carrier {
  readonly given: Sending[] = [];
  act: (sending: Sending) => Promise<{ receipt: string }> | { receipt: string } = () => ({ receipt: 'taken' });

  async send(sending: Sending): Promise<{ receipt: string }> {
    this.given.push(sending);
    return this.act(sending);
  }

  recipient(): string {
    return 'Platform Rekaan';
  }
}

export const refuse = (): never => {
  throw new Refused('told to refuse');
};
export const fail = (): never => {
  throw new NotSent('told to fail');
};

/** Queues a delivery about something made up, as a `do` of a desk does; both ids. */
export async function queued(
  house: House,
  organisationId: string,
  message: unknown = { made: 'up' },
  carrier: CarrierName = 'desk',
): Promise<{ id: string; thing: string }> {
  const thing = newId('notice');
  const id = await inOrganisation(house.database, organisationId, ({ client }) =>
    queueDelivery(
      { client, house, enqueue: (name, data) => house.jobs.enqueue(client, name, data) },
      { thing, carrier, message, now: house.now() },
    ),
  );
  return { id, thing };
}

export interface Seen {
  delivery: Delivery;
  attempts: Attempt[];
  /** Verbs of the events about its thing, in their order. */
  events: string[];
}

/** What the tables hold of a delivery. */
export async function seen(house: House, organisationId: string, id: string): Promise<Seen> {
  const { delivery, attempts } = await inOrganisation(house.database, organisationId, async (work) => ({
    delivery: (await findDelivery(work, id))!,
    attempts: await attemptsOf(work, id),
  }));
  const events = await asOwner(house.database, async ({ client }) => {
    const { rows } = await client.query('SELECT verb FROM audit.event WHERE thing = $1 ORDER BY at, xid', [
      delivery.thing,
    ]);
    return rows.map(({ verb }) => verb as string);
  });
  return { delivery, attempts, events };
}

/** Every result of a delivery's attempts, in their order. */
export const resultsOf = ({ attempts }: Seen): (string | null)[] => attempts.map(({ result }) => result);

export const madeUpMail = (changes: Partial<MailMessage> = {}): MailMessage => ({
  to: 'aduan@platform-rekaan.example',
  subject: 'Pemberitahuan RKN-1',
  text: 'Isi rekaan: hapus contoh[.]example/satu',
  link: { subject: 'Ada pemberitahuan', text: 'Masuklah ke meja platform: https://meja.rekaan.example/desk' },
  ...changes,
});

/** A delivery in the hands of a carrier that has not answered yet. */
async function trying(ground: Ground, then: 'stay' | 'give up' = 'stay'): Promise<{ id: string; attempt: number }> {
  const { house, organisationId } = ground;
  const { id } = await queued(house, organisationId);
  const [answer, inHand] = [Promise.withResolvers<never>(), Promise.withResolvers<void>()];
  toldInMatrix.act = () => {
    inHand.resolve();
    return answer.promise;
  };
  const attempt = deliver(house, organisationId, id);
  await inHand.promise;
  if (then === 'give up') {
    const node = nodeCaller(organisationId, ['outside.deliver']);
    await call(house, noteFailure, node, { id, attempt: 1, result: 'refused', receipt: 'made up' });
  }
  open.push(() => {
    answer.reject(new NotSent('the test is over'));
    return attempt;
  });
  return { id, attempt: 1 };
}

const open: (() => Promise<void>)[] = [];
const toldInMatrix = new ToldCarrier();

const failed = async (ground: Ground) => ({ id: (await trying(ground, 'give up')).id });

/** Examples for the permission matrix; the house has to come from `openForMatrix`. */
export const examples: Record<string, Example> = {
  'outside.read-deliveries': { input: async (ground) => queued(ground.house, ground.organisationId).then(() => ({})) },
  'outside.read-delivery': {
    input: async ({ house, organisationId }) => ({ id: (await queued(house, organisationId)).id }),
  },
  'outside.retry-delivery': { input: failed },
  'outside.solve-delivery': { input: async (ground) => ({ ...(await failed(ground)), reason: 'Told by telephone' }) },
  'outside.note-hand-over': { input: async (ground) => ({ ...(await trying(ground)), receipt: 'made up' }) },
  'outside.note-failure': {
    input: async (ground) => ({ ...(await trying(ground)), result: 'refused', receipt: 'made up' }),
  },
};

export async function openForMatrix(): Promise<TestHouse> {
  const made = await openOutsideHouse();
  registerCarrier(made.house, 'desk', toldInMatrix);
  const close = async () => {
    await Promise.all(open.splice(0).map((end) => end()));
    await made.close();
  };
  return { ...made, close };
}
