// Putting a notice together from what stands: the draft, its recipient, the rule, the issuer, and the items as they are.
import { readOrganisation } from '../../access/index.ts';
import { findAuthority } from '../../clocks/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { mailStanding } from '../../outside/index.ts';
import { openItems } from '../../report/index.ts';
import type { Work } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { findPlatform, type Platform } from '../directory/index.ts';
import { needIssuer } from '../issuer/verbs.ts';
import { ruleOf } from './basis.ts';
import type { Composed } from './complete.ts';
import { rungOf } from './ladder.ts';
import { says } from './says.ts';
import { sealedBytes, type SealedNotice, sha256 } from './sealed.ts';
import { type Secrets, openSecrets } from './secrets.ts';
import { findNotice, itemsOfNotice, type Notice } from './store.ts';

export interface Draft {
  composed: Composed;
  platform: Platform;
  /** Of what would be sealed, but for the moment at which it is, and of where it would go: what people put their names to. */
  sha256: Buffer;
  secrets: Secrets;
}

/** What a notice would say if it were sealed now. @throws Refusal `no-issuer`. */
export async function composeNotice(work: Work, house: House, notice: Notice): Promise<Draft> {
  const issuer = await needIssuer(work);
  const platform = await recipientOf(work, notice.platformId);
  const secrets = await openSecrets(work, house, notice.id);
  const words = says(notice.language);
  const rule = ruleOf(notice);
  const authority = notice.authorityId === null ? null : await findAuthority(work, notice.authorityId);
  const rung = rungOf(notice);
  const organisation = await readOrganisation(work);
  const after = notice.after === null ? null : ((await findNotice(work, notice.after))?.reference ?? null);
  const composed: Composed = {
    kind: 'suaka-notice',
    version: 1,
    reference: notice.reference,
    language: notice.language,
    issuer: { name: `${organisation.name}, ${issuer.unit}`.slice(0, 200), contact: issuer.contact },
    recipient: { name: platform.name, country: platform.country },
    basis: notice.basis,
    ground: notice.ground,
    reach: notice.reach,
    // The time that a rule gives is the order's: a warning repeats it and gives none of its own.
    rule: rule && {
      id: rule.id,
      version: rule.version,
      citation: rule.citation,
      within: rung.clock ? rule.duration : null,
    },
    territory: notice.basis === 'statutory' ? issuer.country : null,
    authority: authority?.document ?? null,
    ladder: { id: notice.ladder, rung: rung.id, number: notice.rung },
    after,
    opening: platform.opening || null,
    reasons: secrets.reasons ?? '',
    proportionality: secrets.proportionality,
    items: await addressesOf(work, house, notice),
    redress: notice.language === 'id' ? issuer.redressId : issuer.redressEn,
    goodFaith: words.goodFaith,
    preserve: words.preserve,
  };
  return {
    composed,
    platform,
    secrets,
    sha256: sha256(Buffer.from(JSON.stringify([composed, whereTo(notice, platform)]), 'utf8')),
  };
}

/** Who gets it, and where: whoever signs answers for that too, so that no change of the directory sends it elsewhere. */
const whereTo = ({ way }: Notice, { id, kind, mail, webhook, form, partnerId }: Platform) => ({
  id,
  kind,
  way,
  partnerId,
  to: { mail, webhook, form, desk: partnerId }[way],
});

async function addressesOf(work: Work, house: House, notice: Notice): Promise<Composed['items']> {
  const named = (await itemsOfNotice(work, notice.id)).filter(({ withdrawnAt }) => withdrawnAt === null);
  const opened = await openItems(
    work,
    house,
    named.map(({ itemId }) => itemId),
  );
  return named.map(({ itemId }, position) => {
    const { kind, value } = opened.get(itemId)!;
    return { number: position + 1, kind, address: value };
  });
}

/** The document of a draft that is complete. @throws ZodError where it is not. */
export function sealable(composed: Composed, now: Date): { notice: SealedNotice; bytes: Buffer } {
  const notice = { ...composed, issuedAt: now.toISOString() } as SealedNotice;
  return { notice, bytes: sealedBytes(notice) };
}

/** Whether a notice can leave by the recipient's way: over mail without protection only a link goes, for those who sign in. */
export function isReachable(house: House, notice: Pick<Notice, 'way'>, { way, partnerId }: Platform): boolean {
  if (notice.way !== way) return false;
  return way !== 'mail' || mailStanding(house.configuration) === 'full' || waitsAtDesk(house, { way, partnerId });
}

/** Whether a notice to go by mail is served at the recipient's desk, and only a link there goes by mail. */
export const waitsAtDesk = (house: House, { way, partnerId }: Pick<Platform, 'way' | 'partnerId'>): boolean =>
  way === 'mail' && partnerId !== null && mailStanding(house.configuration) === 'link-only';

/** @throws Refusal `no-such-platform`, `platform-retired`. */
export async function recipientOf(work: Work, id: string): Promise<Platform> {
  const platform = await findPlatform(work, id);
  if (!platform) throw new Refusal('not-found', 'no-such-platform', `There is no entry "${id}" in the directory`);
  if (platform.retiredAt !== null)
    throw new Refusal('conflict', 'platform-retired', 'This entry of the directory was retired; choose another one');
  return platform;
}
