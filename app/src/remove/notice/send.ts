// Sending: what is said is sealed and hashed, its clock begins by its rule, and it is queued to be delivered, all in one
// transaction. What happens outside happens after it.
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { beginDeadline } from '../../clocks/index.ts';
import { queueDelivery } from '../../outside/index.ts';
import type { Work } from '../../runtime/database.ts';
import { mailAddressPattern } from '../../runtime/mail-settings.ts';
import { type DoCircumstances, doVerb } from '../../verbs/verb.ts';
import { openWebhookSecret, type Platform } from '../directory/index.ts';
import { needIssuer } from '../issuer/verbs.ts';
import { moveRemoval } from '../removal/move.ts';
import type { Removal } from '../removal/store.ts';
import { advance, noticeStates } from '../states.ts';
import { insertEntry } from '../store/entries.ts';
import { checkBasis, ruleOf } from './basis.ts';
import { sealable, waitsAtDesk } from './compose.ts';
import { lockNoticeRemovals } from './draft.ts';
import { rungOf } from './ladder.ts';
import { checkBefore, checkGround, checkOpen } from './open.ts';
import { lockNotice, ownNotice, seenNotice } from './own.ts';
import { sealedBytes, type SealedNotice, sha256 } from './sealed.ts';
import { says } from './says.ts';
import { sealFor } from './secrets.ts';
import { checkComplete, draftChanged, namesNeeded } from './sign.ts';
import { type Notice, signaturesOf, updateNotice } from './store.ts';
import { noticeText, subjectLine } from './text.ts';

type Sending = Pick<DoCircumstances<unknown>, 'house' | 'caller' | 'now' | 'client' | 'enqueue'>;

/** Bytes of the salt with which a statutory notice is committed to in public. */
export const saltBytes = 32;

/** @throws Refusal `rule-not-usable`, `on-hold`, `hand-off-missing`, `asked-already`, `incomplete`, `draft-changed`. */
export const sendNotice = doVerb({
  name: 'remove.send-notice',
  permission: 'remove.work',
  input: z.object(seenNotice),
  async run(circumstances) {
    const { house, caller, input, now, client } = circumstances;
    const work = { client };
    const notice = await lockNotice(work, input);
    const state = advance(noticeStates, 'send', notice.state);
    await checkBasis(work, notice, now);
    const removals = await lockNoticeRemovals(work, notice);
    for (const removal of removals) {
      checkGround(removal, notice);
      await checkBefore(work, removal, now);
      await checkOpen(work, removal, { platformId: notice.platformId, besides: [notice.id, notice.after] });
    }
    const { composed, platform, sha256: seen } = await checkComplete(work, circumstances, notice);
    const names = await signaturesOf(work, notice.id);
    if (names.length < namesNeeded(notice) || names.some(({ draftSha256 }) => !draftSha256.equals(seen)))
      throw draftChanged();
    const { notice: document, bytes } = sealable(composed, now);
    const salt = randomBytes(saltBytes).toString('base64');
    const sealed = await sealFor(work, house, notice.id, { sealed: bytes.toString('utf8'), salt });
    await updateNotice(work, notice.id, {
      state,
      ...sealed,
      sealedSha256: sha256(bytes),
      sentBy: caller.id,
      sentAt: now,
    });
    await insertEntry(work, { thing: notice.id, kind: 'sent', facts: { way: notice.way }, by: caller.id, at: now });
    const dueAt = await beginClock(work, notice, now);
    for (const removal of removals) await ask(work, removal, { notice, dueAt, by: caller.id, at: now });
    await leaveBehind(work, notice, { by: caller.id, at: now });
    await queueNotice(circumstances, { ...notice, platform }, document);
    const { basis, ruleId, ground, way, reach } = notice;
    return {
      result: { reference: notice.reference },
      event: { thing: notice.id, facts: { basis, rule: ruleId, ground, way, reach, items: removals.length } },
    };
  },
});

/** Begins the clock of the rule that is followed; when it is due, where it runs from the sending on. */
async function beginClock(work: Work, notice: Notice, now: Date): Promise<Date | null> {
  const rule = ruleOf(notice);
  if (rule === null || rule.duration === null || !rungOf(notice).clock) return null;
  const { zone } = await needIssuer(work);
  const at = rule.startEvent === 'sent' ? now : null;
  const dueAt = (await beginDeadline(work, { thing: notice.id, rule, at, zone, now }))?.dueAt ?? null;
  if (dueAt) await updateNotice(work, notice.id, { dueAt });
  return dueAt;
}

async function ask(
  work: Work,
  removal: Removal,
  { notice, dueAt, by, at }: { notice: Notice; dueAt: Date | null; by: string; at: Date },
): Promise<void> {
  await moveRemoval(work, removal, {
    transition: 'ask',
    changes: {
      askedAt: removal.askedAt ?? at,
      platformId: removal.platformId ?? notice.platformId,
      dueAt: dueAt ?? null,
      // What nobody looked at before is looked at soon, so that it is known what was there when it was asked for.
      nextCheckAt: removal.nextCheckAt ?? at,
    },
    facts: { notice: notice.id, recipient: notice.platformId },
    by,
    at,
  });
}

/** The notice that this one follows on its ladder is over with it. */
async function leaveBehind(work: Work, { after }: Notice, { by, at }: { by: string; at: Date }): Promise<void> {
  if (after === null) return;
  const before = await ownNotice(work, after, 'FOR UPDATE');
  await updateNotice(work, before.id, { state: advance(noticeStates, 'escalate', before.state) });
  await insertEntry(work, { thing: before.id, kind: 'escalated', by, at });
}

/** Where a platform's people read and answer a notice. */
export const answerAddress = (publicUrl: string): string => `${publicUrl}/desk/notices`;

/** The notice stands in it byte for byte as it was sealed, so that whoever takes it in can check the hash. */
const webhookBody = (document: SealedNotice): string => {
  const bytes = sealedBytes(document);
  return `{"type":"notice","sha256":"${sha256(bytes).toString('hex')}","notice":${bytes.toString('utf8')}}`;
};

/** Queues the delivery of a notice by its way; a form is filled in by hand, and the officer notes that it was. */
async function queueNotice(
  sending: Sending,
  notice: Notice & { platform: Platform },
  document: SealedNotice,
): Promise<void> {
  const { platform } = notice;
  if (notice.way === 'form') return;
  const words = says(notice.language);
  const { publicUrl } = sending.house.configuration;
  const waits = waitsAtDesk(sending.house, platform);
  const atDesk = { partnerId: platform.partnerId, noticeId: notice.id };
  const message = {
    mail: () => ({
      to: platform.mail,
      // Answers go to the office that the notice names, wherever this server's mail comes from.
      ...(mailAddressPattern.test(document.issuer.contact) ? { replyTo: document.issuer.contact } : {}),
      subject: subjectLine(document),
      text: noticeText(document),
      link: waits
        ? { subject: subjectLine(document), text: words.link(notice.reference, answerAddress(publicUrl)) }
        : null,
    }),
    webhook: async () => ({
      url: platform.webhook,
      secret: await openWebhookSecret(sending, sending.house, platform.id),
      body: webhookBody(document),
    }),
    desk: () => atDesk,
  }[notice.way];
  const queued = { thing: notice.id, now: sending.now };
  if (waits) await queueDelivery(sending, { ...queued, carrier: 'desk', message: atDesk });
  await queueDelivery(sending, { ...queued, carrier: notice.way, message: await message() });
}
