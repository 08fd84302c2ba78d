// One session with the operator's mail server, in which one mail is handed over. Certificates are verified, whatever the
// environment says; nothing of the mail is said before the connection is as secure as the settings ask, and signed in.
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { secondMs } from '../../kit/time.ts';
import type { MailSettings } from '../../runtime/mail-settings.ts';
import { NotSent, Refused, Unclear } from '../deliveries/carrier.ts';

export interface Envelope {
  from: string;
  to: string;
}

export interface SessionOptions {
  /** What this server calls itself (EHLO). */
  name: string;
  signal: AbortSignal;
  /** Certificates to trust in place of the system's; given in code only, by tests. */
  ca?: string;
}

/** Where in the session it is: it decides what a failure means. */
type Stage = 'opening' | 'handing over' | 'content begun';

/**
 * Hands a mail over. @returns the server's answer. @throws Refused, NotSent or Unclear, by what the server said and when.
 */
export async function handOverMail(
  settings: MailSettings,
  envelope: Envelope,
  mail: Buffer,
  { name, signal, ca }: SessionOptions,
): Promise<string> {
  const connection = new SMTPConnection({
    host: settings.host,
    port: settings.port,
    secure: settings.encryption === 'from-the-start',
    requireTLS: settings.encryption === 'by-upgrade',
    ignoreTLS: settings.encryption === 'none',
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true, ...(ca ? { ca } : {}) },
    name,
    connectionTimeout: 30 * secondMs,
    greetingTimeout: 30 * secondMs,
    socketTimeout: 180 * secondMs, // some servers look through a mail for minutes before they answer
    socketCloseTimeout: secondMs,
    logger: false,
  });
  let stage: Stage = 'opening';
  const step = stepsOf(connection, signal);
  try {
    await step<void>((done) => connection.connect((fault) => done(fault ?? null)));
    if (settings.encryption !== 'none' && !connection.secure) throw new NotSent('no TLS');
    if (settings.login) await signIn(connection, settings.login, step);
    stage = 'handing over';
    const content = Readable.from(
      (function* () {
        stage = 'content begun';
        yield mail;
      })(),
      { objectMode: false },
    );
    const given = { from: envelope.from, to: [envelope.to], size: mail.length };
    const { response } = await step<{ response: string }>((done) => connection.send(given, content, done as never));
    connection.quit();
    return response;
  } catch (fault) {
    connection.close();
    throw judge(fault as SmtpFault, stage);
  }
}

async function signIn(
  connection: SMTPConnection,
  login: NonNullable<MailSettings['login']>,
  step: Step,
): Promise<void> {
  const credentials = { user: login.user, pass: login.password };
  await step<void>((done) => connection.login({ credentials }, (fault) => done(fault)));
  if (!connection.authenticated) throw new NotSent('not signed in');
}

type Done<T> = (fault: Error | null, value?: T) => void;
type Step = <T>(begin: (done: Done<T>) => void) => Promise<T>;

/** Each step ends with its own answer, or with whatever ends the connection. */
function stepsOf(connection: SMTPConnection, signal: AbortSignal): Step {
  const broken = new Promise<never>((_, reject) => {
    connection.on('error', reject); // stays for the whole session: one without a listener would end the process
    connection.once('end', () => reject(new Error('the connection ended')));
    signal.addEventListener('abort', () => reject(new Error('took too long')), { once: true });
  });
  broken.catch(() => {});
  return <T>(begin: (done: Done<T>) => void) =>
    Promise.race([
      broken,
      new Promise<T>((resolve, reject) => begin((fault, value) => (fault ? reject(fault) : resolve(value as T)))),
    ]);
}

interface SmtpFault extends Error {
  code?: string;
  response?: string;
  responseCode?: number;
}

/** Codes about signing in and encryption (RFC 4954, 3207): ours to mend, so that it is tried again. */
const aboutUs = new Set([530, 534, 535, 538]);

function judge(fault: SmtpFault, stage: Stage): Error {
  if (fault instanceof NotSent) return fault;
  const { code = fault.name, responseCode, response } = fault;
  const said = responseCode ? `SMTP ${codesIn(response ?? String(responseCode))}` : code;
  if (stage === 'opening' || code === 'EAUTH' || aboutUs.has(responseCode ?? 0)) return new NotSent(said);
  if (responseCode) return responseCode >= 500 ? new Refused(said) : new NotSent(said);
  // Said by the client itself before a word of the mail went out: too large, or no such address.
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return new Refused(code);
  return stage === 'content begun' ? new Unclear(said) : new NotSent(said);
}

/** Of a server's answer the codes (RFC 5321, 2034) and the number in its queue: the rest may repeat an address. */
export function codesIn(response: string): string {
  const [, code = '', enhanced] = /^(\d{3})(?:[ -](\d\.\d{1,3}\.\d{1,3})\b)?/.exec(response) ?? [];
  const queue = /\bqueued as <?([A-Za-z0-9-]{1,40})(?![\w.@-])/i.exec(response)?.[1];
  return [code, enhanced, queue && `queued as ${queue}`].filter(Boolean).join(' ');
}
