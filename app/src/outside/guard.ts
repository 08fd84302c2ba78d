// The one way out for requests that data asks for: an address from a report, a caller or another server.
// Each hop is judged before it is connected to, and the connection goes to the very addresses that were judged, so that
// a name which changes its answer in between (DNS rebinding) leads nowhere.
import { promises as dns } from 'node:dns';
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { Agent, type Dispatcher, ProxyAgent, request } from 'undici';
import { isPrivateName, isPublicAddress } from './addresses.ts';
import { GuardRefused } from './refused.ts';

export interface GuardOptions {
  /** The largest body, in bytes; reading further throws. */
  maxBytes: number;
  /** For the whole of it: names, redirects, headers and body. */
  timeoutMs: number;
  /** Default GET. */
  method?: 'GET' | 'HEAD' | 'POST';
  /** Sent with POST. What was posted is never posted on: a redirect is the answer. */
  body?: string;
  /** Takes status and headers only; whatever follows is not received on purpose. */
  dropBody?: boolean;
  /** Ends it before its time. */
  signal?: AbortSignal;
  headers?: Readonly<Record<string, string>>;
  /** Breaks off at the headers of a picture or a video, so that not a byte of it is received on purpose. */
  abortAtMedia?: boolean;
  /**
   * The operator's own proxy, as http:// or https:// address: the request goes through a tunnel (CONNECT) to exactly the
   * host that was judged. It finds the host's address itself, so that what is seen is what is seen from where it stands.
   */
  proxy?: string;
  /** Whether a redirect is followed; one that is not is the answer. Every redirect is, unless told otherwise. */
  follow?: (next: URL, from: URL) => boolean;
  /** Default 80 and 443. */
  ports?: readonly number[];
  /** What may be reached although it is closed: `127.0.0.1:8080`, `[::1]:8080`. Given in code only, never by data. */
  exempt?: readonly string[];
  /** Finds the addresses of a name; the system's resolver unless a test gives its own. */
  resolve?: (name: string) => Promise<readonly ResolvedAddress[]>;
}

export interface ResolvedAddress {
  address: string;
  family: number;
}

/** The last answer, after redirects. Dispose of it: `await using answer = await fetchGuarded(…)`. */
export interface GuardedAnswer extends AsyncDisposable {
  url: URL;
  /** The addresses that redirected, in their order. */
  redirectedFrom: readonly URL[];
  status: number;
  /** By name in lower case. */
  headers: IncomingHttpHeaders;
  /** True when `abortAtMedia` broke it off; the body is then empty. */
  mediaDropped: boolean;
  /** To be read once. Throws GuardRefused `too-large`, `took-too-long` or `unreachable`. */
  body: AsyncIterable<Buffer>;
}

const defaultPorts = [80, 443];
const maxRedirects = 3;
const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/**
 * Requests an address that data named.
 * @throws GuardRefused with the reason; TypeError when `url` is neither text nor URL.
 */
export async function fetchGuarded(url: string | URL, options: GuardOptions): Promise<GuardedAnswer> {
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const signal = options.signal ? AbortSignal.any([timeout, options.signal]) : timeout;
  let here = judgeUrl(url);
  const redirectedFrom: URL[] = [];
  while (redirectedFrom.length <= maxRedirects) {
    const hop = await requestHop(here, options, signal);
    const next = redirectOf(hop.response, here, options);
    if (next === null) return receive({ url: here, redirectedFrom }, hop, options);
    await hop.agent.destroy();
    redirectedFrom.push(here);
    here = judgeUrl(next, here);
  }
  throw new GuardRefused('too-many-redirects', `More than ${maxRedirects} redirects`);
}

/** The URL, if it is one that may be requested at all. */
function judgeUrl(given: string | URL, base?: URL): URL {
  if (typeof given !== 'string' && !(given instanceof URL))
    throw new TypeError(`url is ${typeof given}, expected text or a URL`);
  const url = URL.parse(given, base);
  if (url === null) throw new GuardRefused('bad-address', 'This is not an address such as https://example.org/file');
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new GuardRefused('bad-address', `The address begins with "${url.protocol}"; expected http: or https:`);
  if (url.username !== '' || url.password !== '')
    throw new GuardRefused('bad-address', 'The address holds a user name or a password; it may have none');
  return url;
}

interface Hop {
  agent: Dispatcher;
  response: Dispatcher.ResponseData;
}

async function requestHop(url: URL, options: GuardOptions, signal: AbortSignal): Promise<Hop> {
  const addresses = await judgedAddresses(url, options, signal);
  const verified = { rejectUnauthorized: true }; // whatever the environment says of certificates
  const agent = options.proxy
    ? new ProxyAgent({ uri: options.proxy, proxyTunnel: true, requestTls: verified, proxyTls: verified })
    : new Agent({ connect: { lookup: always(addresses) as never, ...verified } });
  try {
    const headers = { 'user-agent': 'Suaka', accept: '*/*', 'accept-encoding': 'identity', ...options.headers };
    const { method = 'GET', body = null } = options;
    const response = await request(url, { method, headers, body, dispatcher: agent, signal });
    response.body.on('error', () => {}); // who reads it hears of it; a body that is dropped must not end the process
    return { agent, response };
  } catch (fault) {
    await agent.destroy();
    throw asRefused(fault, options);
  }
}

/** The addresses behind a URL's host, every one of them judged. A literal is judged too: no lookup is made for it. */
async function judgedAddresses(url: URL, options: GuardOptions, signal: AbortSignal): Promise<ResolvedAddress[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  const family = isIP(host);
  const addresses = family ? [{ address: host, family }] : await resolveName(host, options, signal);
  for (const { address } of addresses) judgeAddress(address, port, options);
  return addresses;
}

async function resolveName(host: string, options: GuardOptions, signal: AbortSignal): Promise<ResolvedAddress[]> {
  if (isPrivateName(host)) throw new GuardRefused('closed-address', closedMessage);
  const resolve = options.resolve ?? ((name) => dns.lookup(name, { all: true }));
  try {
    const addresses = await Promise.race([resolve(host), aborted(signal)]);
    if (addresses.length > 0) return [...addresses];
  } catch (fault) {
    throw asRefused(fault, options);
  }
  throw new GuardRefused('unreachable', 'The name of the host has no address');
}

const closedMessage = 'The host is not on the public internet';

function judgeAddress(address: string, port: number, { ports = defaultPorts, exempt = [] }: GuardOptions): void {
  if (exempt.includes(`${isIP(address) === 6 ? `[${address}]` : address}:${port}`)) return;
  if (!ports.includes(port)) throw new GuardRefused('closed-port', `Port ${port}; expected ${ports.join(' or ')}`);
  if (!isPublicAddress(address)) throw new GuardRefused('closed-address', closedMessage);
}

/** A lookup that answers with what was judged, whatever it is asked. */
function always(addresses: readonly ResolvedAddress[]) {
  type Answer = (fault: null, address: unknown, family?: number) => void;
  return (_host: string, { all }: { all?: boolean }, answer: Answer): void => {
    if (all) answer(null, addresses);
    else answer(null, addresses[0]!.address, addresses[0]!.family);
  };
}

function redirectOf(
  { statusCode, headers }: Dispatcher.ResponseData,
  here: URL,
  { follow, method }: GuardOptions,
): string | null {
  if (method === 'POST') return null;
  const next = redirectStatuses.has(statusCode) && typeof headers.location === 'string' ? headers.location : null;
  const to = next === null ? null : URL.parse(next, here);
  return follow && to && !follow(to, here) ? null : next;
}

async function receive(
  reached: Pick<GuardedAnswer, 'url' | 'redirectedFrom'>,
  { agent, response }: Hop,
  options: GuardOptions,
): Promise<GuardedAnswer> {
  const { statusCode: status, headers, body } = response;
  const mediaDropped = options.abortAtMedia === true && /^(image|video)\//i.test(String(headers['content-type'] ?? ''));
  const close = () => agent.destroy();
  const isDropped = mediaDropped || options.dropBody === true;
  const refused = isDropped ? null : whyNotReceive(headers, options);
  if (isDropped || refused) await close();
  if (refused) throw refused;
  const pieces = isDropped ? nothing() : bounded(body, options);
  return { ...reached, status, headers, mediaDropped, body: pieces, [Symbol.asyncDispose]: close };
}

function whyNotReceive(headers: IncomingHttpHeaders, { maxBytes, method }: GuardOptions): GuardRefused | null {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity')
    return new GuardRefused('encoded', `The answer is encoded as "${encoding}", which was not asked for`);
  return method !== 'HEAD' && Number(headers['content-length'] ?? 0) > maxBytes ? tooLarge(maxBytes) : null;
}

const tooLarge = (maxBytes: number): GuardRefused =>
  new GuardRefused('too-large', `The answer has more than ${maxBytes} bytes`);

async function* bounded(body: AsyncIterable<Buffer>, options: GuardOptions): AsyncGenerator<Buffer> {
  let bytes = 0;
  try {
    for await (const piece of body) {
      bytes += piece.length;
      if (bytes > options.maxBytes) throw tooLarge(options.maxBytes);
      yield piece;
    }
  } catch (fault) {
    throw asRefused(fault, options);
  }
}

async function* nothing(): AsyncGenerator<Buffer> {}

function aborted(signal: AbortSignal): Promise<never> {
  signal.throwIfAborted();
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
}

function asRefused(fault: unknown, { timeoutMs }: GuardOptions): GuardRefused {
  if (fault instanceof GuardRefused) return fault;
  // A proxy that opens no tunnel is an AbortError too, of the library's own kind.
  if (fault instanceof DOMException && /^(Timeout|Abort)Error$/.test(fault.name))
    return new GuardRefused('took-too-long', `There was no whole answer within ${timeoutMs} ms`, { cause: fault });
  return new GuardRefused('unreachable', 'The host could not be reached, or broke off', { cause: fault });
}
