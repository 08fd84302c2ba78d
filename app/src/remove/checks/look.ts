// One look at one address from one vantage point: status, headers and the beginning of a page, read in memory and dropped.
// At the headers of a picture or video it ends, unless a valid mandate lets a picture be compared.
import { secondMs } from '../../kit/time.ts';
import { fetchGuarded, type GuardedAnswer, type GuardOptions, GuardRefused } from '../../outside/index.ts';
import { type House, partKey } from '../../runtime/house.ts';
import { type PageFacts, readPage } from './page.ts';
import { isMedia, isPlainText, type Reading, readAnswer, readFault } from './reading.ts';
import { isSameSite } from './site.ts';

/** From where it is looked: through the operator's proxy, or over the desk's own line (null). */
export interface Line {
  id: string;
  proxy: string | null;
}

/** Whether a picture is known material; null when it cannot be told. What is given is dropped afterwards. */
export type Compare = (picture: Buffer) => Promise<boolean | null>;

export interface Looked extends Reading {
  /** The host it leads to now; null unless it moved. */
  movedTo: string | null;
  /** Null where nothing was compared. */
  known: boolean | null;
}

export type Fetch = (url: string, options: GuardOptions, from: Line) => Promise<GuardedAnswer>;

/** Stands in the house only in tests, whose hosts are made up: there it knows the way to them, from every country. */
export const fetchPart = partKey<Fetch>('remove.checks.fetch');

const fetchFrom: Fetch = (url, options, { proxy }) => fetchGuarded(url, proxy ? { ...options, proxy } : options);

export const fetchOf = (house: House): Fetch => (house.has(fetchPart) ? house.part(fetchPart) : fetchFrom);

/** Of a page no more is read; of a picture under a mandate this much. */
export const mostPageBytes = 256 * 1024;
export const mostPictureBytes = 20 * 1024 * 1024;
const timeoutMs = 20 * secondMs;

/** Says nothing of who asks or why. */
const headers = { 'user-agent': 'Mozilla/5.0 (compatible)', accept: 'text/html,*/*' };

/** @param compare null without a valid mandate: then no media is read. */
export async function lookAt(address: string, from: Line, means: { fetch: Fetch; compare: Compare | null }) {
  const looked = await lookOnce(new URL(address), from, means);
  if (looked.reason !== 'unreachable' || new URL(address).port !== '') return looked;
  // Addresses are kept in one form, with https; some hosts know http only. What is missing there proves nothing while
  // the other way is out of reach.
  const plain = await lookOnce(new URL(address.replace(/^https:/, 'http:')), from, means);
  if (plain.outcome === 'gone') return { ...plain, outcome: 'soft-gone' as const, reason: 'plain-http' as const };
  return plain.outcome === 'error' ? looked : plain;
}

async function lookOnce(
  asked: URL,
  from: Line,
  { fetch, compare }: { fetch: Fetch; compare: Compare | null },
): Promise<Looked> {
  const options: GuardOptions = {
    headers,
    timeoutMs,
    // We stop by ourselves at what we read; a page that is longer is a page all the same.
    maxBytes: Number.POSITIVE_INFINITY,
    abortAtMedia: compare === null,
    // Only addresses that are to be removed are asked for: where one leads to another site, that is the answer.
    follow: (next) => isSameSite(next, asked),
    ports: [80, 443, ...(asked.port === '' ? [] : [Number(asked.port)])],
  };
  try {
    await using answer = await fetch(asked.href, options, from);
    return await understand(asked, answer, compare);
  } catch (fault) {
    if (fault instanceof GuardRefused) return { ...readFault(fault.reason), movedTo: null, known: null };
    throw fault;
  }
}

async function understand(asked: URL, answer: GuardedAnswer, compare: Compare | null): Promise<Looked> {
  const { page, cutOff } = isMedia(answer.headers) ? noPage : await pageOf(answer);
  const { url, status, headers, redirectedFrom } = answer;
  const reading = readAnswer({ asked, url, redirectedFrom, status, headers, page, cutOff });
  const known = reading.reason === 'media' && compare ? await comparePicture(answer, compare) : null;
  return { ...reading, known, movedTo: reading.outcome === 'moved' ? hostOf(answer) : null };
}

const hostOf = ({ headers, url }: GuardedAnswer): string => new URL(String(headers.location), url).hostname;

const noPage = { page: null, cutOff: false };

/** The facts of a page; none of what is no text, also where it only calls itself text. */
async function pageOf({ headers, body }: GuardedAnswer): Promise<{ page: PageFacts | null; cutOff: boolean }> {
  if (!isPlainText(headers)) return noPage;
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of body) {
    if (!isText(piece, bytes)) return noPage;
    pieces.push(piece.subarray(0, mostPageBytes - bytes));
    bytes += piece.length;
    if (bytes >= mostPageBytes) break;
  }
  const html = new TextDecoder().decode(Buffer.concat(pieces));
  return { page: readPage(html), cutOff: bytes >= mostPageBytes };
}

/**
 * Text holds no byte of zero; every format of pictures and videos does within its first few hundred, in however small pieces
 * these come.
 */
const isText = (piece: Buffer, before: number): boolean => !piece.subarray(0, Math.max(0, 512 - before)).includes(0);

/** Reads a picture into memory only, and forgets it. Videos are not compared: of them nothing is read. */
async function comparePicture({ headers, body }: GuardedAnswer, compare: Compare): Promise<boolean | null> {
  if (!/^image\//i.test(String(headers['content-type']))) return null;
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const piece of body) {
      bytes += piece.length;
      if (bytes > mostPictureBytes) return null;
      pieces.push(piece);
    }
    const picture = Buffer.concat(pieces);
    pieces.push(picture);
    return await compare(picture);
  } finally {
    for (const piece of pieces) piece.fill(0);
  }
}
