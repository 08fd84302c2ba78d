// Signed documents that leave the desk and prove something elsewhere: checkpoints of the record, proofs of reporting.
// What is signed is the document itself without its signature, as JSON without white space, its fields in the order below.
import { z } from 'zod';
import { Refusal } from '../kit/errors.ts';
import { type Signer, verifySignature } from './signing.ts';

const hexDigits = (count: number) =>
  z.string().regex(new RegExp(`^[0-9a-f]{${count}}$`), `${count} hexadecimal digits in lower case`);
const instant = z.iso.datetime('a time in UTC such as 2031-03-14T01:59:26.000Z');
const text = z.string().min(1, 'a text').max(1000);
const number = z.int().min(1, 'a number from 1 on');
const signed = { publicKey: hexDigits(64), signature: hexDigits(128) };

/** The order of the fields is the order in which they are signed: it is part of version 1 and never changes. */
const forms = {
  'suaka-checkpoint': z.strictObject({
    kind: z.literal('suaka-checkpoint'),
    version: z.literal(1),
    number,
    /** The number of the seal that it stands on, and that seal's hash. */
    seal: number,
    head: hexDigits(64),
    at: instant,
    ...signed,
  }),
  'suaka-proof-of-report': z.strictObject({
    kind: z.literal('suaka-proof-of-report'),
    version: z.literal(1),
    organisation: text,
    reference: text,
    receivedOn: z.iso.date('a day such as 2031-03-14'),
    issuedAt: instant,
    ...signed,
  }),
} as const;

/** The latest state of the record as it was signed. */
export type Checkpoint = z.infer<(typeof forms)['suaka-checkpoint']>;
/** Says that a report was received, and nothing of what it says. */
export type ProofOfReport = z.infer<(typeof forms)['suaka-proof-of-report']>;
export type SignedDocument = Checkpoint | ProofOfReport;

type Unsigned<Document> = Omit<Document, 'kind' | 'version' | 'publicKey' | 'signature'>;

export function signCheckpoint(signer: Signer, given: Unsigned<Checkpoint>): Checkpoint {
  return complete(signer, { kind: 'suaka-checkpoint', version: 1, ...given } as Checkpoint);
}

export function signProofOfReport(signer: Signer, given: Unsigned<ProofOfReport>): ProofOfReport {
  return complete(signer, { kind: 'suaka-proof-of-report', version: 1, ...given } as ProofOfReport);
}

/** @throws ZodError when a value is none that could be read again. */
function complete<Document extends SignedDocument>(signer: Signer, given: Document): Document {
  const whole = { ...given, publicKey: signer.publicKey, signature: '0'.repeat(128) };
  const document = forms[given.kind].parse(whole) as Document;
  return { ...document, ...signer.sign(signedBytes(document)) };
}

/** What the signature of a document is over. */
export function signedBytes(document: SignedDocument): Buffer {
  const names = Object.keys(forms[document.kind].shape).filter((name) => name !== 'signature');
  const values = new Map<string, unknown>(Object.entries(document));
  return Buffer.from(JSON.stringify(Object.fromEntries(names.map((name) => [name, values.get(name)]))), 'utf8');
}

/** Whether the document is as it was signed by the key that it names. Whose key that is, it does not say. */
export function isGenuine(document: SignedDocument): boolean {
  return verifySignature(signedBytes(document), document);
}

/** Reads a document that came from outside. @throws Refusal `not-a-document` that says what is wrong with it. */
export function readDocument(source: string): SignedDocument {
  const given = parse(source);
  const kind = (given as { kind?: unknown } | null)?.kind;
  const form = Object.entries(forms).find(([name]) => name === kind)?.[1];
  if (!form)
    throw notADocument(`its kind is ${JSON.stringify(kind) ?? 'missing'}; expected ${Object.keys(forms).join(' or ')}`);
  const parsed = form.safeParse(given);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'a field'}: ${issue.message}`);
  throw notADocument(wrong.join('; '));
}

function parse(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch (cause) {
    throw notADocument('it is not JSON', cause);
  }
}

const notADocument = (why: string, cause?: unknown): Refusal =>
  new Refusal('bad-input', 'not-a-document', `This is no document that Suaka signs: ${why}`, { cause });
