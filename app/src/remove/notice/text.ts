// A notice as text, for mail and for reading: made from the sealed document alone, so that what is read is what was hashed.
import { formatDateTime } from '../../kit/formats.ts';
import { frameWords } from '../words/index.ts';
import { sealedBytes, type SealedNotice, sha256 } from './sealed.ts';
import { says, subjectOf } from './says.ts';

/** The line over a mail: what it is, and under which reference; nothing of what it is about. */
export const subjectLine = (notice: SealedNotice): string =>
  `${subjectOf(says(notice.language), notice.ladder.rung)} [${notice.reference}]`;

/** On what it stands: an order with its rule and authority, or a request. */
export function basisText({ language, basis, rule, authority }: SealedNotice): string {
  const words = says(language);
  if (basis === 'statutory' && rule) return words.statutory(rule, authority ?? '');
  return rule ? `${words.voluntary} ${words.followed(rule)}` : words.voluntary;
}

/** The whole notice, in paragraphs of plain text. */
export function noticeText(notice: SealedNotice): string {
  const words = says(notice.language);
  const { labels } = words;
  const frame = frameWords(notice.language);
  const items = notice.items.map(({ number, kind, address }) => `${number}. ${words.kinds[kind]}: ${address}`);
  const head = [
    `${labels.to}: ${notice.recipient.name}`,
    `${labels.from}: ${notice.issuer.name}`,
    `${labels.contact}: ${notice.issuer.contact}`,
    `${labels.reference}: ${notice.reference}`,
    `${labels.issued}: ${formatDateTime(notice.language, new Date(notice.issuedAt))}`,
    ...(notice.after ? [`${labels.follows}: ${notice.after}`] : []),
    `${labels.ground}: ${frame.grounds[notice.ground]}`,
    ...(notice.territory ? [`${labels.territory}: ${notice.territory}`] : []),
  ];
  const parts: [string, string | null][] = [
    [labels.basis, basisText(notice)],
    [labels.reasons, notice.reasons],
    [labels.proportionality, notice.proportionality],
    [labels.items, [words.asks[notice.reach], '', ...items].join('\n')],
    [labels.preserve, notice.preserve],
    [labels.redress, notice.redress],
    [labels.goodFaith, notice.goodFaith],
    [labels.fingerprint, sha256(sealedBytes(notice)).toString('hex')],
  ];
  const told = parts.flatMap(([label, text]) => (text === null ? [] : [`${label}\n${text}`]));
  return `${[subjectOf(words, notice.ladder.rung), head.join('\n'), ...(notice.opening ? [notice.opening] : []), ...told].join('\n\n')}\n`;
}
