// Answers from the real internet: DNS through the system's resolver, RDAP through the guard. Bounded in time and size;
// whatever goes wrong is an answer that did not come.
import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { secondMs } from '../../kit/time.ts';
import { isPrivateName, isPublicAddress } from '../addresses.ts';
import { fetchGuarded, type GuardOptions } from '../guard.ts';
import type { AnswerSource } from './source.ts';

// Somebody waits for the page: two tries of each question, and what is slower is not known.
const dnsTimeoutMs = 3 * secondMs;
// IANA's list of endings, the largest of these documents, has about 100 kB.
const jsonLimits: GuardOptions = {
  timeoutMs: 8 * secondMs,
  maxBytes: 2 * 1024 * 1024,
  headers: { accept: 'application/rdap+json, application/json' },
  ports: [443],
  // What says where notices go is never read over a way on which anybody could change it.
  follow: (next) => next.protocol === 'https:',
};

// The name, or records of that kind, do not exist: an answer like any other.
const nothingThere = new Set(['ENOTFOUND', 'ENODATA']);

/** @param guard tests reach a server of their own with it; given in code only. */
export function onlineSource(guard: Partial<GuardOptions> = {}): AnswerSource {
  const resolver = new Resolver({ timeout: dnsTimeoutMs, tries: 2 });
  return {
    async addresses(name) {
      const found = await Promise.all([
        answered(() => resolver.resolve4(name)),
        answered(() => resolver.resolve6(name)),
      ]);
      // One family that did not answer leaves what the other one said; only both silent is not known.
      const known = found.filter((one) => one !== null);
      return known.length < found.length && known.flat().length === 0 ? null : known.flat();
    },
    async texts(name) {
      const records = await answered(() => resolver.resolveTxt(name));
      return records && records.map((pieces) => pieces.join(''));
    },
    json: (url) => readJson(url, { ...jsonLimits, ...guard }),
    isPublic: (host) => (isIP(host) === 0 ? !isPrivateName(host.toLowerCase()) : isPublicAddress(host)),
  };
}

async function answered<T>(ask: () => Promise<T[]>): Promise<T[] | null> {
  try {
    return await ask();
  } catch (fault) {
    return nothingThere.has((fault as { code?: string }).code ?? '') ? [] : null;
  }
}

async function readJson(url: string, options: GuardOptions): Promise<unknown> {
  try {
    await using answer = await fetchGuarded(url, options);
    if (answer.status !== 200) return null;
    const pieces: Buffer[] = [];
    for await (const piece of answer.body) pieces.push(piece);
    return JSON.parse(Buffer.concat(pieces).toString('utf8'));
  } catch {
    return null; // refused by the guard, unreachable, too slow, too large or no JSON: nothing is known
  }
}
