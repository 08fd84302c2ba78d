// Somebody who reports, as a program: sends the public form as a phone without JavaScript does, from an address of its
// own on loopback, answers the question that is asked while there is a flood, and keeps the receipt.
import { randomBytes } from 'node:crypto';
import { request } from 'node:http';

export interface Acknowledged {
  once: string;
  receipt: string;
}

export interface Sending {
  once: string;
  /** An address on loopback to send from, so that each household is another one. */
  from: string;
}

const names = ['nol', 'satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan', 'sepuluh'];

/** A form that was not sent yet; `n` chooses the household. */
export function newSending(n: number): Sending {
  const household = n % 4000;
  return {
    once: randomBytes(16).toString('base64url'),
    from: `127.${10 + (household >> 8)}.${household & 255}.${1 + (n % 200)}`,
  };
}

/**
 * Sends the form until it is acknowledged or the connection fails.
 * @returns the receipt; null when no answer came, so that nobody knows whether it was filed: it is sent again later.
 * @throws Error when the desk answers something else than the receipt or the question.
 */
export async function sendReport(port: number, sending: Sending): Promise<Acknowledged | null> {
  let extra: Record<string, string> = {};
  for (let round = 0; round < 3; round += 1) {
    const answer = await post(port, sending, extra);
    if (answer === null) return null;
    const words = [...answer.text.matchAll(/<ol class="slip-words">(.*?)<\/ol>/gs)].flatMap(([, list]) =>
      [...list!.matchAll(/<li>([^<]+)<\/li>/g)].map(([, line]) => line!),
    );
    if (words.length > 0) return { once: sending.once, receipt: words.join(' ') };
    const puzzle = solved(answer.text);
    if (puzzle === null)
      throw new Error(`The form was answered with ${answer.status} and neither receipt nor question`);
    extra = puzzle;
  }
  throw new Error('The question was asked again although it was answered');
}

function solved(text: string): Record<string, string> | null {
  const ticket = /name="puzzle" value="([^"]+)"/.exec(text)?.[1];
  const sum = /Berapa (\w+) (ditambah|dikurangi) (\w+)\?/.exec(text);
  if (!ticket || !sum) return null;
  const [left, right] = [names.indexOf(sum[1]!), names.indexOf(sum[3]!)];
  return { puzzle: ticket, answer: String(sum[2] === 'ditambah' ? left + right : left - right) };
}

function post(
  port: number,
  { once, from }: Sending,
  extra: Record<string, string>,
): Promise<{ status: number; text: string } | null> {
  const body = new URLSearchParams({
    at: 'review',
    go: 'send',
    once,
    concern: 'sextortion',
    relation: 'self',
    age: '13-17',
    extortion: 'now',
    story: 'Kalimat rekaan untuk mencoba.',
    items: `https://contoh.example/${once}`,
    ...extra,
  }).toString();
  return new Promise((resolve) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path: '/report',
        method: 'POST',
        localAddress: from,
        agent: false,
        timeout: 30_000,
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) },
      },
      (reply) => {
        let text = '';
        reply.setEncoding('utf8');
        reply.on('data', (part: string) => {
          text += part;
        });
        reply.on('end', () => resolve({ status: reply.statusCode ?? 0, text }));
        reply.on('error', () => resolve(null));
        reply.on('aborted', () => resolve(null));
      },
    );
    sent.on('timeout', () => sent.destroy());
    sent.on('error', () => resolve(null));
    sent.end(body);
  });
}
