// How the desk's things look to programs: plain JSON, ids with their prefix, hashes in hexadecimal, times in ISO 8601.
import type { Caller } from '../verbs/caller.ts';
import type { BankWithCounts } from './banks.ts';
import type { Hit } from './decide.ts';
import type { Answer, MatchResult } from './match.ts';
import { nameSignal } from './signals.ts';
import type { Bank } from './store/banks.ts';
import type { Match, Verdict } from './store/matches.ts';
import type { Signal } from './store/signals.ts';

export function shapeBank(bank: Bank | BankWithCounts): Record<string, unknown> {
  const { organisationId, createdBy: _, ...shown } = bank;
  return { ...shown, organisation: organisationId };
}

/** A device hash is shown without the hash, and without the submission that it came with. */
export function shapeSignal(signal: Signal): Record<string, unknown> {
  const { number, code, bankId, organisationId, content, source, listedBy: _, reviewedBy: __, ...shown } = signal;
  return {
    id: nameSignal(number),
    hash: hexOf(code),
    bank: bankId,
    organisation: organisationId,
    content,
    source: signal.sourceKind === 'device' ? null : source,
    ...shown,
  };
}

const hexOf = (code: Buffer | null): string | null => code?.toString('hex') ?? null;

export function shapeMatch(match: Match): Record<string, unknown> {
  const { signalNumber, code, bankId, signalOrganisationId, organisationId, ...shown } = match;
  return {
    ...shown,
    signal: nameSignal(signalNumber),
    hash: hexOf(code),
    bank: bankId,
    listedBy: signalOrganisationId,
    heldBy: organisationId,
  };
}

export function shapeVerdict({ id, verdict, basis, givenAt, organisationId }: Verdict): Record<string, unknown> {
  return { id, verdict, basis, givenAt, organisation: organisationId };
}

/** What a caller may see of a lookup: everyone the action; distance, bank and provenance need `recognise.see-detail`. */
export function shapeAnswers({ asked, answers }: MatchResult, caller: Caller): Record<string, unknown> {
  const detailed = caller.permissions.has('recognise.see-detail');
  return { asked, results: answers.map((answer) => shapeAnswer(answer, detailed)) };
}

function shapeAnswer(answer: Answer, detailed: boolean): Record<string, unknown> {
  const { algorithm, hash, quality, action, hits, matchIds } = answer;
  const shown = { algorithm, hash, quality, matched: hits.length > 0, action };
  return detailed ? { ...shown, hits: hits.map((hit) => shapeHit(hit, matchIds)) } : shown;
}

function shapeHit(
  { signal, bank, distanceBits, action, conflict, knownHarmless }: Hit,
  matchIds: Map<number, string>,
): Record<string, unknown> {
  return {
    signal: nameSignal(signal.number),
    hash: hexOf(signal.code),
    // Of a device hash only that it is within the radius.
    distanceBits: signal.sourceKind === 'device' ? null : distanceBits,
    action,
    bank: { id: bank.id, code: bank.code, name: bank.name, ground: bank.ground },
    provenance: {
      kind: signal.sourceKind,
      source: signal.sourceKind === 'device' ? null : signal.source,
      reference: signal.sourceReference,
      secondReviewed: signal.reviewedAt !== null,
    },
    classification: signal.classification,
    disputed: signal.state === 'disputed',
    conflict,
    knownHarmless,
    match: matchIds.get(signal.number) ?? null,
  };
}
