// What was served, opened: the document exactly as it was sealed at sending, and what the platform answered.
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import type { Work } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { readSealedNotice, type SealedNotice, sha256 } from '../notice/sealed.ts';
import { findServed, inboxTable, sealedServed, type Served } from './store.ts';

export interface OpenedServed {
  served: Served;
  /** The sealed bytes as text: hashed, they give `contentSha256`. */
  content: string;
  document: SealedNotice;
  answer: string | null;
}

/** @throws Refusal `no-such-served`. */
export async function ownServed(work: Work, id: string, lock: '' | 'FOR UPDATE' = ''): Promise<Served> {
  const served = await findServed(work, id, lock);
  if (served) return served;
  throw new Refusal('not-found', 'no-such-served', `No notice "${id}" was served here`);
}

/** @throws Refusal `served-erased` where its key was destroyed. @throws Error where its bytes are not what was sealed. */
export async function openServedContent(work: Work, house: House, served: Served): Promise<OpenedServed> {
  const { content, answer } = await unsealServed(work, house, served.id);
  if (content === null)
    throw new Refusal('conflict', 'served-erased', 'What this notice said has been erased; ask the desk that sent it');
  const bytes = Buffer.from(content, 'utf8');
  if (!sha256(bytes).equals(served.contentSha256))
    throw new Error(`What was served as ${served.id} is not what was sealed at sending: its SHA-256 differs`);
  return { served, content, document: readSealedNotice(bytes), answer };
}

export async function unsealServed(
  work: Work,
  house: House,
  id: string,
): Promise<{ content: string | null; answer: string | null }> {
  const sealed = await sealedServed(work, id);
  const [opened] = await house.part(fieldsPart).unseal(work, inboxTable, [sealed], ['content', 'answer']);
  return { content: opened!.content, answer: opened!.answer };
}
