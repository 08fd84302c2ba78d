// What `suaka verify` finds: on the record with its checkpoints, and on one proof of reporting.
import { type Checkpoint, isGenuine, type ProofOfReport } from '../audit/documents.ts';
import { signerPart } from '../audit/signing.ts';
import { type Verification, verifyCheckpoints, verifyKeptCheckpoint, verifyRecord } from '../audit/verify.ts';
import { openFields } from '../fields/index.ts';
import type { House } from '../runtime/house.ts';

export interface Finding {
  well: boolean;
  /** For scripts. */
  outcome: Record<string, unknown>;
  /** For people, lines. */
  words: string;
}

/** The key with which this desk signs; null, and why, where its secrets cannot be opened. */
export async function ownKey(house: House): Promise<{ key: string | null; why: string | null }> {
  try {
    await openFields(house);
    return { key: house.part(signerPart).publicKey, why: null };
  } catch (fault) {
    return { key: null, why: (fault as Error).message };
  }
}

/**
 * Proves the chain and all checkpoints, and that the record runs through one that was kept elsewhere.
 * @param demanded the only key that may have signed; null takes the desk's own, where its secrets are at hand.
 */
export async function proveRecord(house: House, kept: Checkpoint | null, demanded: string | null): Promise<Finding> {
  const { database } = house;
  const own = demanded === null ? await ownKey(house) : { key: demanded, why: null };
  const record = await verifyRecord(database);
  const checkpoints = await verifyCheckpoints(database, own.key);
  const keptMisfit = kept && (await verifyKeptCheckpoint(database, kept, own.key));
  const publicKey = own.key ?? checkpoints.latest?.publicKey ?? null;
  const lines = [
    recordLine(record),
    ...checkpointLines(checkpoints),
    ...(kept ? [keptLine(kept, keptMisfit, record.broken !== null)] : []),
    `Public key: ${publicKey ?? 'none yet'}`,
    ...(own.why ? [`Whose key it is was not checked, because the desk's secrets cannot be opened: ${own.why}`] : []),
  ];
  return {
    well: record.broken === null && checkpoints.broken === null && !keptMisfit,
    outcome: {
      ...record,
      checkpoints,
      publicKey,
      keyChecked: own.key !== null,
      ...(kept ? { kept: { number: kept.number, seal: kept.seal, misfit: keptMisfit } } : {}),
    },
    words: lines.join('\n'),
  };
}

function recordLine({ sealed, unsealed, head, broken }: Verification): string {
  return broken
    ? `The record is BROKEN at seal ${broken.number} (event ${broken.eventId}): ${broken.why}`
    : `The record is whole: ${sealed} events sealed, ${unsealed} not sealed yet, head ${head}`;
}

function checkpointLines({ count, latest, broken }: Awaited<ReturnType<typeof verifyCheckpoints>>): string[] {
  if (broken) return [`Checkpoint ${broken.number} does NOT fit: ${broken.why}`];
  if (latest === null) return ['No checkpoint has been signed yet'];
  return [
    `Signed checkpoints that stand on it: ${count}; the latest is number ${latest.number} on seal ${latest.seal}, ${latest.at}`,
  ];
}

function keptLine({ number, seal }: Checkpoint, misfit: string | null, broken: boolean): string {
  if (misfit) return `The record does NOT run through the checkpoint that was kept (number ${number}): ${misfit}`;
  const said = `The record runs through the checkpoint that was kept: number ${number}, seal ${seal}`;
  return broken ? `${said}; what lies between is not proven, because the record is broken` : said;
}

/** @param key the key that must have signed; null leaves open whose key it is. */
export function judgeProof(document: ProofOfReport, key: string | null): Finding {
  const { organisation, reference, receivedOn, issuedAt, publicKey } = document;
  const why = isGenuine(document)
    ? key === null || key === publicKey
      ? null
      : `it is signed by another key (${publicKey}); expected ${key}`
    : 'its signature does not fit: it was changed, or never signed';
  const said = `${organisation} received the report ${reference} on ${receivedOn}; this proof is from ${issuedAt}`;
  const open = key === null ? '\nWhose key it is was not checked: give the desk’s public key with --key' : '';
  return {
    well: why === null,
    outcome: { ...document, genuine: why === null, why, keyChecked: key !== null },
    words: why ? `This proof of reporting is NOT genuine: ${why}` : `Genuine: ${said}\nPublic key: ${publicKey}${open}`,
  };
}
