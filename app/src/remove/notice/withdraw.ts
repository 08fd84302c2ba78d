// Withdrawing: the desk asks no longer, and says so to everyone it had asked, so that what was removed can be put back.
import { z } from 'zod';
import { dropDeadlines } from '../../clocks/index.ts';
import { deliveriesOf, queueDelivery, stopDeliveries } from '../../outside/index.ts';
import { type DoCircumstances, doVerb } from '../../verbs/verb.ts';
import { findPlatform, openWebhookSecret, type Platform } from '../directory/index.ts';
import { advance, noticeStates } from '../states.ts';
import { insertEntry } from '../store/entries.ts';
import { lockNotice, seenNotice } from './own.ts';
import { readSealedNotice, type SealedNotice } from './sealed.ts';
import { says } from './says.ts';
import { openSecrets } from './secrets.ts';
import { answerAddress } from './send.ts';
import { itemsOfNotice, type Notice, noteItemsWithdrawn, updateNotice, type WithdrawalReason } from './store.ts';

const reasons = ['contest', 'moved', 'made-in-error'] as const;

export const withdrawNotice = doVerb({
  name: 'remove.withdraw-notice',
  permission: 'remove.supervise',
  input: z.object({ ...seenNotice, reason: z.enum(reasons, `one of ${reasons.join(', ')}`) }),
  async run(circumstances) {
    const { input, caller, client } = circumstances;
    const notice = await lockNotice({ client }, input);
    await withdraw({ ...circumstances, by: caller.id }, notice, { reason: input.reason, removalIds: null });
    return { result: null, event: { thing: notice.id, facts: { reason: input.reason } } };
  },
});

type Withdrawing = Pick<DoCircumstances<unknown>, 'house' | 'now' | 'client' | 'enqueue' | 'caller'> & {
  by: string | null;
};

/**
 * Withdraws a locked notice that was sent, or some of what it names; the recipient is told.
 * @param removalIds null: all of it. A notice of which nothing is left is withdrawn as a whole.
 * @throws Refusal `wrong-state`.
 */
export async function withdraw(
  withdrawing: Withdrawing,
  notice: Notice,
  { reason, removalIds }: { reason: WithdrawalReason; removalIds: readonly string[] | null },
): Promise<void> {
  const { client, now: at, by } = withdrawing;
  const work = { client };
  const named = await itemsOfNotice(work, notice.id);
  const wanted = named.filter((item) => item.withdrawnAt === null && (removalIds?.includes(item.removalId) ?? true));
  const whole = named.every((item) => item.withdrawnAt !== null || wanted.includes(item));
  const state = advance(noticeStates, 'withdraw', notice.state);
  const numbers = wanted.map((item) => named.indexOf(item) + 1);
  await noteItemsWithdrawn(
    work,
    notice.id,
    wanted.map((item) => item.removalId),
    at,
  );
  if (whole) {
    await updateNotice(work, notice.id, { state, withdrawnFor: reason });
    await dropDeadlines(work, { thing: notice.id, at, by: by ?? 'node', reason });
  }
  // What has not gone out yet must not arrive after its own withdrawal.
  const { stopped, mayHaveArrived } = whole
    ? await stopDeliveries(work, notice.id, { by: by ?? 'node', reason, now: at })
    : { stopped: 0, mayHaveArrived: true };
  await insertEntry(work, {
    thing: notice.id,
    kind: 'withdrawn',
    facts: { reason, items: wanted.length, whole },
    by,
    at,
  });
  if (stopped === 0 || mayHaveArrived) await tellRecipient(withdrawing, notice, { numbers, whole });
}

async function tellRecipient(
  withdrawing: Withdrawing,
  notice: Notice,
  { numbers, whole }: { numbers: readonly number[]; whole: boolean },
): Promise<void> {
  const { house, client, now } = withdrawing;
  const work = { client };
  const { sealed } = await openSecrets(work, house, notice.id);
  const platform = await findPlatform(work, notice.platformId);
  // Where no way leads any more by which it went, a person has to tell them.
  if (sealed === null || platform === null || !leadsBy(platform, notice.way)) {
    await insertEntry(work, { thing: notice.id, kind: 'recipient-to-tell', at: now });
    return;
  }
  const document = readSealedNotice(Buffer.from(sealed, 'utf8'));
  const atDesk = { partnerId: platform.partnerId, noticeId: notice.id, withdrawn: numbers, whole };
  // What was served at their desk while by mail only a link went is withdrawn there.
  const waits =
    notice.way === 'mail' && (await deliveriesOf(work, notice.id)).some(({ carrier }) => carrier === 'desk');
  const message = {
    mail: () =>
      mailOf(document, {
        numbers,
        whole,
        to: platform.mail,
        address: waits ? answerAddress(house.configuration.publicUrl) : null,
      }),
    webhook: async () => ({
      url: platform.webhook,
      secret: await openWebhookSecret(work, house, platform.id),
      body: JSON.stringify({ type: 'withdrawal', reference: notice.reference, items: numbers, whole }),
    }),
    desk: () => atDesk,
  }[notice.way as 'mail' | 'webhook' | 'desk'];
  const queued = { thing: notice.id, now };
  if (waits) await queueDelivery(withdrawing, { ...queued, carrier: 'desk', message: atDesk });
  await queueDelivery(withdrawing, { ...queued, carrier: notice.way as 'mail', message: await message() });
}

function leadsBy({ mail, webhook, partnerId }: Platform, way: Notice['way']): boolean {
  return way !== 'form' && { mail, webhook, desk: partnerId }[way] !== null;
}

function mailOf(
  document: SealedNotice,
  given: { numbers: readonly number[]; whole: boolean; to: string | null; address: string | null },
) {
  const words = says(document.language);
  const subject = `${words.subjects.withdrawal} [${document.reference}]`;
  const named = document.items.filter(({ number }) => given.numbers.includes(number));
  const items = named.map(({ number, kind, address }) => `${number}. ${words.kinds[kind]}: ${address}`).join('\n');
  return {
    to: given.to,
    subject,
    text: `${words.withdrawn(document.reference, given.whole)}\n\n${items}\n`,
    link: given.address === null ? null : { subject, text: words.link(document.reference, given.address) },
  };
}
