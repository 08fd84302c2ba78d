// A served notice as programs read it: in the shape of a notice under Article 16 of Regulation (EU) 2022/2065 (Digital
// Services Act), and of an order under its Article 9 where it is one. Made from the sealed document alone, which goes
// along byte for byte, so that both can be checked against each other.
// Article 16(2): a substantiated explanation, the exact electronic location, name and e-mail address of whoever submits it
// (but not for offences under Articles 3 to 7 of Directive 2011/93/EU), a statement of good faith; (4) confirmation of
// receipt; (5) decision and redress. Article 9(2): legal basis, reasons, issuer, exact location, redress, scope.
import type { SealedNotice } from '../notice/sealed.ts';
import type { RemovalGround } from '../states.ts';
import type { OpenedServed } from './served.ts';
import type { Served } from './store.ts';

/** Grounds that are offences under Articles 3 to 7 of Directive 2011/93/EU: abuse and exploitation of children, solicitation. */
const childGrounds: readonly RemovalGround[] = ['child-sexual-exploitation', 'grooming'];

/** What a list tells of a notice: nothing of what it says. */
export function summaryOf(served: Served) {
  const { id, reference, from, ground, state, version, items, statutory, complied, withdrawn, refusedFor } = served;
  return {
    id,
    noticeId: served.noticeId,
    reference,
    after: served.after,
    followedBy: served.followedBy,
    from,
    ground,
    statutory,
    items,
    state,
    version,
    servedAt: served.servedAt,
    dueAt: served.dueAt,
    openedAt: served.openedAt,
    acknowledgedAt: served.acknowledgedAt,
    answeredAt: served.answeredAt,
    refusedFor,
    contested: served.contested,
    compliedItems: complied,
    withdrawnItems: withdrawn,
    withdrawnAt: served.withdrawnAt,
    contentSha256: served.contentSha256.toString('hex'),
  };
}

export function article16({ served, document, content, answer }: OpenedServed) {
  return {
    ...summaryOf(served),
    answer,
    article16: {
      explanation: document.reasons,
      exactLocations: locationsOf(document),
      ...notifierOf(document),
      goodFaithStatement: document.goodFaith,
      confirmationOfReceipt: { reference: document.reference, receivedAt: served.openedAt },
      redress: document.redress,
    },
    article9: document.basis === 'statutory' ? orderOf(document) : null,
    preserve: document.preserve,
    /** The sealed document to the letter: the SHA-256 of its UTF-8 bytes is `contentSha256`. */
    document: content,
  };
}

const locationsOf = ({ items }: SealedNotice) =>
  items.map(({ number, kind, address }) =>
    kind === 'url' ? { number, url: address } : { number, kind, identifier: address },
  );

function notifierOf({ ground, issuer }: SealedNotice) {
  return childGrounds.includes(ground)
    ? { notifier: null, notifierOmitted: 'Article 16(2)(c): offences under Articles 3 to 7 of Directive 2011/93/EU' }
    : { notifier: { name: issuer.name, email: issuer.contact } };
}

const orderOf = (document: SealedNotice) => ({
  legalBasis: document.rule && {
    citation: document.rule.citation,
    id: document.rule.id,
    version: document.rule.version,
  },
  issuingAuthority: { name: document.issuer.name, contact: document.issuer.contact, authority: document.authority },
  statementOfReasons: document.reasons,
  exactLocations: locationsOf(document),
  territory: document.territory,
  reach: document.reach,
  proportionality: document.proportionality,
  within: document.rule?.within ?? null,
  redress: document.redress,
});
