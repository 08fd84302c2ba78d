// The carrier `webhook`: the receiver's own address gets a signed POST, through the guard. Any 2xx is the receipt; the
// answer's body is not read, and a redirect is not followed.
import { z } from 'zod';
import { secondMs } from '../../kit/time.ts';
import type { House } from '../../runtime/house.ts';
import { type Carrier, NotSent, Refused, type Sending, Unclear } from '../deliveries/carrier.ts';
import { fetchGuarded } from '../guard.ts';
import { GuardRefused } from '../refused.ts';
import { signedHeaders, webhookSecret } from './sign.ts';

/** What is queued for the carrier `webhook`. */
export const webhookMessage = z.strictObject({
  url: z.url({ protocol: /^https?$/, error: 'an https:// address' }).max(500, 'at most 500 characters'),
  secret: webhookSecret,
  /** JSON, sent as it stands. */
  body: z.string().min(1, 'a body').max(2_000_000, 'at most 2,000,000 characters'),
});
export type WebhookMessage = z.infer<typeof webhookMessage>;

export interface WebhookOptions {
  /** What the guard lets through although it is closed, without TLS too: `127.0.0.1:8080`. Given in code only, by tests. */
  exempt?: readonly string[];
}

const timeoutMs = 30 * secondMs;

export function webhookCarrier(house: House, { exempt = [] }: WebhookOptions = {}): Carrier {
  return {
    message: webhookMessage,
    // The path may hold a secret of its own.
    recipient: (message) => URL.parse(webhookMessage.safeParse(message).data?.url ?? '')?.host ?? null,
    async send(sending) {
      const { data } = webhookMessage.safeParse(sending.message);
      if (!data) throw new Refused('the message cannot go by webhook');
      const url = new URL(data.url);
      if (url.protocol !== 'https:' && !exempt.includes(url.host)) throw new Refused('not an https:// address');
      return judgeStatus(await post(url, data, sending, { now: house.now(), exempt }));
    },
  };
}

async function post(
  url: URL,
  { body, secret }: WebhookMessage,
  { messageId, possiblyRepeated, attempt, signal }: Sending,
  { now, exempt }: { now: Date; exempt: readonly string[] },
): Promise<number> {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    ...signedHeaders({ id: messageId, at: now, body, secret }),
    'suaka-attempt': String(attempt),
    ...(possiblyRepeated ? { 'suaka-possibly-repeated': 'yes' } : {}),
  };
  const asked = { method: 'POST', headers, body, dropBody: true, maxBytes: 0, timeoutMs, signal, exempt } as const;
  try {
    await using answer = await fetchGuarded(url, asked);
    return answer.status;
  } catch (fault) {
    throw judgeFault(fault);
  }
}

/** Answers that a later attempt may change (RFC 9110 15.5.9, RFC 8470 5.2, RFC 6585 4). */
const comeAgain = new Set([408, 425, 429]);

function judgeStatus(status: number): { receipt: string } {
  const receipt = `HTTP ${status}`;
  if (status >= 200 && status < 300) return { receipt };
  if (comeAgain.has(status)) throw new NotSent(receipt);
  // Of what stands behind a gateway, its 5xx says nothing.
  if (status >= 500) throw new Unclear(receipt);
  throw new Refused(status >= 300 && status < 400 ? `${receipt}: a redirect is not followed` : receipt);
}

const forGood = new Set(['bad-address', 'closed-address', 'closed-port']);
/** Failures of reaching it at all, before a word was said: by the system, by TLS, or by the time for connecting. */
const beforeWords =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_\w+|ERR_SSL_\w+|CERT_\w+|\w*CERT\w*|UNABLE_TO_\w+|HOSTNAME_MISMATCH)$/;

function judgeFault(fault: unknown): Error {
  if (!(fault instanceof GuardRefused)) return fault as Error;
  if (forGood.has(fault.reason)) return new Refused(fault.reason);
  const code = (fault.cause as { code?: unknown } | undefined)?.code;
  const told = typeof code === 'string' ? code : null;
  const receipt = told === null ? fault.reason : `${fault.reason}: ${told}`;
  // Without a cause it is a name that has no address.
  const isBefore = told === null ? fault.cause === undefined : beforeWords.test(told);
  const surely = fault.reason === 'unreachable' && isBefore;
  return surely ? new NotSent(receipt) : new Unclear(receipt);
}
