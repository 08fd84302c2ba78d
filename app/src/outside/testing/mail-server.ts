// A real SMTP server on loopback for tests and the proof: with TLS and a login, or without, and with the faults that real
// ones have. It keeps what it was given.
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { makeCertificate, type TestCertificate } from './certificate.ts';

export interface ReceivedMail {
  from: string;
  to: string[];
  /** As it came, headers and all. */
  raw: string;
}

export interface MailServerOptions {
  encryption?: 'from-the-start' | 'by-upgrade' | 'none';
  /** Whether mail is taken from whoever has not signed in. */
  open?: boolean;
  certificate?: TestCertificate;
  atConnect?: () => void;
  /** What it answers to a recipient, or after a whole mail: null to take it, a code such as 451 to refuse, 'die' to end the connection. */
  atRecipient?: (address: string) => number | null;
  atMail?: (mail: ReceivedMail) => number | null | 'die' | Promise<number | null | 'die'>;
}

export interface MailServer {
  /** As SUAKA_MAIL_URL takes it, with the right password. */
  url: string;
  ca: string;
  /** Every mail whose content arrived whole, taken or not. */
  received: ReceivedMail[];
  /** Everything that came in before any login or encryption would have made it unreadable. */
  connections: () => number;
  close(): Promise<void>;
}

export const mailPassword = 'rahasia-rekaan';

export async function openMailServer(options: MailServerOptions = {}): Promise<MailServer> {
  const { encryption = 'from-the-start', open = false, certificate = makeCertificate() } = options;
  const received: ReceivedMail[] = [];
  let connections = 0;
  const answer = async (mail: ReceivedMail, done: (fault: Error | null, said?: string) => void) => {
    const said = (await options.atMail?.(mail)) ?? null;
    if (said !== 'die') done(refusal(said, 'try another time'), 'OK queued as 4WRekaan');
    else
      for (const connection of server.connections)
        (connection as unknown as { _socket: { destroy(): void } })._socket.destroy();
  };
  const server: SMTPServer = new SMTPServer({
    ...certificate,
    secure: encryption === 'from-the-start',
    disabledCommands: [...(encryption === 'none' ? ['STARTTLS'] : []), ...(open ? ['AUTH'] : [])],
    authOptional: open,
    allowInsecureAuth: false,
    logger: false,
    disableReverseLookup: true,
    onConnect(_session, done) {
      connections += 1;
      options.atConnect?.();
      done();
    },
    onAuth({ username, password }, _session, done) {
      const isRight = username === 'meja' && password === mailPassword;
      done(isRight ? null : new Error('Wrong user or password'), isRight ? { user: username } : undefined);
    },
    onRcptTo({ address }, _session, done) {
      done(refusal(options.atRecipient?.(address) ?? null, `no room for <${address}>`));
    },
    onData(stream, session, done) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom ? mailFrom.address : '';
        const mail = { from, to: rcptTo.map(({ address }) => address), raw: Buffer.concat(pieces).toString('utf8') };
        received.push(mail);
        void answer(mail, done);
      });
    },
  });
  server.on('error', () => {}); // a client that breaks off is the test's business
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const login = open ? '' : `meja:${encodeURIComponent(mailPassword)}@`;
  const scheme = encryption === 'from-the-start' ? 'smtps' : 'smtp';
  return {
    url: `${scheme}://${login}127.0.0.1:${port}${encryption === 'none' && open ? '?tls=none' : ''}`,
    ca: certificate.cert,
    received,
    connections: () => connections,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function refusal(code: number | null, text: string): Error | null {
  return code === null ? null : Object.assign(new Error(text), { responseCode: code });
}

/** Headers by name in lower case, unfolded, and the text as a reader would see it. */
export function readMail(raw: string): { headers: Record<string, string>; text: string } {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  return { headers, text: readQuotedPrintable(raw.slice(end + 4)) };
}

/** RFC 2045, 6.7. */
function readQuotedPrintable(body: string): string {
  const bytes = body
    .replaceAll(/[ \t]+(?=\r\n)/g, '')
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
