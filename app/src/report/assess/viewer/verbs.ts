// Verbs of the hand-over to the operator's isolated viewer. This server shows and fetches nothing: it gives out a token,
// and the viewer exchanges it once for the item's address.
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Fields, fieldsPart } from '../../../fields/index.ts';
import { Refusal } from '../../../kit/errors.ts';
import { idPattern } from '../../../kit/ids.ts';
import { minuteMs } from '../../../kit/time.ts';
import { answerable } from '../../../verbs/caller.ts';
import { askVerb, doVerb } from '../../../verbs/verb.ts';
import { countExposure } from '../../care/index.ts';
import { isViewable } from '../schemes.ts';
import { findItem, lockItem } from '../store.ts';
import { findViewer, insertHandOver, removeViewer, storeViewer, takeHandOver } from './store.ts';
import { viewerAddress, viewerTemplate } from './template.ts';

/** Long enough to click and for the viewer to start, too short to be passed on. */
export const handOverMs = 5 * minuteMs;

export const itemId = z.string().regex(idPattern('item'), 'the id of an item, such as itm_…');

const blindOf = (fields: Fields, token: string): Buffer => fields.blind('report.hand-over', token);

/** The viewer as it is set; null: none, and nothing is classified by looking. */
export const readViewer = askVerb({
  name: 'report.read-viewer',
  permission: 'report.supervise',
  input: z.object({}),
  run: (work) => findViewer(work),
});

/** Sets the viewer's address, or takes it away (null). A token alone opens nothing there: redeeming needs a key as well. */
export const setViewer = doVerb({
  name: 'report.set-viewer',
  permission: 'report.supervise',
  input: z.object({ template: viewerTemplate.nullable() }),
  async run({ caller, organisationId, input: { template }, now, ...work }) {
    if (template === null) await removeViewer(work);
    else await storeViewer(work, template, answerable(caller), now);
    return { result: null, event: { thing: organisationId, facts: { set: template !== null } } };
  },
});

/**
 * Hands an item over to the viewer in one's own name: an address that opens it once, within five minutes. Counts as an
 * exposure. @throws Refusal `viewer-off`, `nothing-to-view`, `break-first`.
 */
export const handOver = doVerb({
  name: 'report.hand-over',
  permission: 'report.classify',
  input: z.object({ id: itemId }),
  async run({ house, caller, input, now, ...work }) {
    const viewer = await findViewer(work);
    if (!viewer) throw viewerOff();
    const item = await lockItem(work, input.id);
    if (!item) throw noItem(input.id);
    if (!isViewable(item.kind)) throw nothingToView();
    const personId = answerable(caller);
    const { count } = await countExposure(work, { personId, kind: 'viewer', now });
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(now.getTime() + handOverMs);
    const tokenBlind = blindOf(house.part(fieldsPart), token);
    await insertHandOver(work, { tokenBlind, itemId: item.id, personId, madeAt: now, expiresAt });
    return {
      result: { address: viewerAddress(viewer.template, token), expiresAt },
      event: { thing: item.id, facts: { today: count } },
    };
  },
});

/** By the viewer's program: a token for the item's address, once. What is wrong with a token is not told. */
export const redeemHandOver = doVerb({
  name: 'report.redeem-hand-over',
  permission: 'report.redeem',
  input: z.object({ token: z.string().regex(/^[\w-]{43}$/, 'the token of the hand-over, 43 characters') }),
  async run({ house, caller, input, now, ...work }) {
    const fields = house.part(fieldsPart);
    const taken = await takeHandOver(work, blindOf(fields, input.token), caller.id, now);
    if (!taken)
      throw new Refusal('not-found', 'token-not-valid', 'This token is not known, was used before, or is over');
    const item = await findItem(work, fields, taken.itemId);
    if (!item?.value) throw noItem(taken.itemId);
    const { id, kind, platform, value } = item;
    return { result: { id, kind, platform, address: value }, event: { thing: id, facts: { person: taken.personId } } };
  },
});

export const noItem = (id: string): Refusal =>
  new Refusal('not-found', 'no-such-item', `There is no item "${id}" here`, { facts: { id } });

export const viewerOff = (): Refusal =>
  new Refusal(
    'conflict',
    'viewer-off',
    'No isolated viewer is set, so nothing is classified by looking; record what an authorised body said instead',
  );

export const nothingToView = (): Refusal =>
  new Refusal('conflict', 'nothing-to-view', 'Behind a telephone number there is nothing to look at');
