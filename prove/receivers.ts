// The other side of the proof of sending: a real SMTP server with TLS and a login, and a real web server. Both are as slow
// and as unreliable as such servers are, by a seed, and keep account of what arrived.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { openMailServer, readMail } from '../app/src/outside/testing/mail-server.ts';

/** One message that arrived whole, whether or not its sender heard of it. */
export interface Arrival {
  /** The delivery that it is of. */
  id: string;
  /** It says of itself that it may be there twice. */
  marked: boolean;
}

export interface Receivers {
  arrivals: Arrival[];
  /** For SUAKA_MAIL_URL. */
  mailUrl: string;
  ca: string;
  webhookHost: string;
  /** Resolves when the next sender connects. */
  nextConnection(): Promise<void>;
  close(): Promise<void>;
}

export async function openReceivers(random: () => number): Promise<Receivers> {
  const arrivals: Arrival[] = [];
  let connected = Promise.withResolvers<void>();
  /** Takes it in most cases; else breaks off after it has everything, or asks to come again. */
  const answer = async (): Promise<'take' | 'die' | 'not now'> => {
    const drawn = random();
    await pause(random() * 30);
    return drawn < 0.02 ? 'die' : drawn < 0.04 ? 'not now' : 'take';
  };
  const mail = await openMailServer({
    atConnect: () => connected.resolve(),
    async atMail({ raw }) {
      const { headers, text } = readMail(raw);
      const said = await answer();
      if (said === 'not now') return 451; // and it is not kept
      const inText = /^MUNGKIN TERULANG: .*\r\nPOSSIBLY REPEATED: /.test(text);
      const marked = inText && headers['suaka-possibly-repeated'] === 'yes';
      arrivals.push({ id: headers['message-id']!.slice(1).split('@')[0]!, marked });
      return said === 'die' ? 'die' : null;
    },
  });
  const takeWebhook = async ({ headers }: IncomingMessage, response: ServerResponse) => {
    const said = await answer();
    if (said !== 'not now')
      arrivals.push({ id: String(headers['webhook-id']), marked: headers['suaka-possibly-repeated'] === 'yes' });
    if (said === 'die') response.destroy();
    else response.writeHead(said === 'take' ? 204 : 429).end();
  };
  const web = createServer((request, response) => {
    request.resume().on('end', () => void takeWebhook(request, response));
  });
  web.on('connection', () => connected.resolve());
  await once(web.listen(0, '127.0.0.1'), 'listening');
  return {
    arrivals,
    mailUrl: mail.url,
    ca: mail.ca,
    webhookHost: `127.0.0.1:${(web.address() as AddressInfo).port}`,
    nextConnection() {
      connected = Promise.withResolvers();
      return connected.promise;
    },
    async close() {
      web.closeAllConnections();
      web.close();
      await mail.close();
    },
  };
}
