// Configuration: the environment is read once, here, checked as a whole, and nothing else in the product reads it.
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { type MailSettings, mailFromForm, mailUrlForm, readMailFrom, readMailUrl } from './mail-settings.ts';

export interface Configuration {
  /** The port of the HTTP server; 0 lets the system choose (tests). */
  port: number;
  /** The address it binds. Anything but loopback needs `publicUrl`. */
  host: string;
  /** Where people reach it, without a trailing slash. */
  publicUrl: string;
  /** Folder for the embedded database, keys and snapshots. */
  dataFolder: string;
  /** The operator's own PostgreSQL; without it the embedded one runs in `dataFolder`. */
  databaseUrl: string | null;
  /** Proxies whose forwarded addresses are believed. */
  trustedProxies: string[];
  /** The master key as given in the environment (64 hex digits; a new one before the old one, with a comma); without it, a file beside the data. */
  masterKey: string | null;
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** `test` allows `/hma/dev/factory_reset` and nothing else that production lacks. */
  mode: 'production' | 'test';
  /** What a program that reads /metrics sends as bearer; without it only a desk on loopback answers there. */
  metricsToken: string | null;
  /** Whether media may be fetched from addresses that a caller names (`/hma` with `?url=`). Off unless the operator says so. */
  fetchMedia: boolean;
  /** Where the way out of the public face leads: an ordinary page that says nothing about who looked at what. */
  leaveUrl: string;
  /** The mail server that notices go through; null where none is set. */
  mail: MailSettings | null;
}

const loopback = new Set(['127.0.0.1', '::1', 'localhost']);

const environment = z.object({
  PORT: z.coerce.number('a number from 0 to 65535').int().min(0).max(65535).default(4300),
  HOST: z
    .string()
    .refine((v) => v === 'localhost' || isIP(v) !== 0, 'an IP address or localhost')
    .default('127.0.0.1'),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'an address such as https://desk.example.org' }).optional(),
  SUAKA_DATA: z.string().min(1).default('.suaka'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'an address such as postgres://user@host:5432/name')
    .optional(),
  SUAKA_TRUSTED_PROXIES: z.string().default(''),
  SUAKA_MASTER_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}(,[0-9a-f]{64})*$/i, '64 hexadecimal digits')
    .optional(),
  SUAKA_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  SUAKA_MODE: z.enum(['production', 'test']).default('production'),
  SUAKA_METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,200}$/, '16 to 200 letters, digits and signs without a space')
    .optional(),
  SUAKA_FETCH_MEDIA: z.enum(['on', 'off']).default('off'),
  // The weather service: a page that anyone may have open.
  SUAKA_LEAVE_URL: z
    .url({ protocol: /^https$/, error: 'an https:// address of an ordinary page, such as https://www.bmkg.go.id/' })
    .default('https://www.bmkg.go.id/'),
  SUAKA_MAIL_URL: readBy(readMailUrl, mailUrlForm).optional(),
  SUAKA_MAIL_FROM: readBy(readMailFrom, mailFromForm).optional(),
});

/** A text that `read` makes something of; null from it means that the text is not of the right form. */
function readBy<T>(read: (text: string) => T | null, form: string) {
  return z.string().transform((text, context) => {
    const found = read(text);
    if (found === null) context.addIssue({ code: 'custom', message: form });
    return found as T;
  });
}

/** Secrets are named in errors, never shown. */
const secrets = new Set(['SUAKA_MASTER_KEY', 'DATABASE_URL', 'SUAKA_METRICS_TOKEN', 'SUAKA_MAIL_URL']);

/**
 * Reads the environment.
 * @throws Error that names every variable that is wrong, the value seen, and what would be right.
 */
export function readConfiguration(env: Record<string, string | undefined>): Configuration {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const unknown = Object.keys(given).filter((name) => /^SUAKA_(?!TEST_)/.test(name) && !(name in environment.shape));
  const parsed = environment.safeParse(given);
  const problems = [
    ...unknown.map(
      (name) => `${name} is not a setting of Suaka; it knows ${Object.keys(environment.shape).join(', ')}`,
    ),
    ...(parsed.error?.issues ?? []).map((issue) => wrong(String(issue.path[0]), given, issue.message)),
  ];
  if (!parsed.success || problems.length > 0)
    throw new Error(`Configuration cannot be used:\n- ${problems.join('\n- ')}`);
  return assemble(parsed.data);
}

function wrong(name: string, given: Record<string, string | undefined>, expected: string): string {
  const seen = secrets.has(name) ? 'the value given' : JSON.stringify(given[name]);
  return `${name}: ${seen} is not right; expected ${expected}`;
}

/** Both or neither. */
function mailOf({ SUAKA_MAIL_URL: server, SUAKA_MAIL_FROM: from }: z.infer<typeof environment>): Configuration['mail'] {
  if (server && from) return { ...server, from };
  if (!server && !from) return null;
  const [set, missing] = server ? ['SUAKA_MAIL_URL', 'SUAKA_MAIL_FROM'] : ['SUAKA_MAIL_FROM', 'SUAKA_MAIL_URL'];
  throw new Error(
    `Configuration cannot be used:\n- ${missing}: not set, although ${set} is; mail needs both, expected ${server ? mailFromForm : mailUrlForm}`,
  );
}

function assemble(env: z.infer<typeof environment>): Configuration {
  const publicUrl = (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/, '');
  if (!loopback.has(env.HOST) && !publicUrl.startsWith('https://'))
    throw new Error(
      `Configuration cannot be used:\n- HOST: "${env.HOST}" can be reached from outside this machine, so PUBLIC_URL must be an https:// address; it is ${env.PUBLIC_URL ? `"${publicUrl}"` : 'not set'}`,
    );
  return {
    port: env.PORT,
    host: env.HOST,
    publicUrl,
    dataFolder: resolve(env.SUAKA_DATA),
    databaseUrl: env.DATABASE_URL ?? null,
    trustedProxies: env.SUAKA_TRUSTED_PROXIES.split(',')
      .map((v) => v.trim())
      .filter(Boolean),
    masterKey: env.SUAKA_MASTER_KEY ?? null,
    logLevel: env.SUAKA_LOG_LEVEL,
    mode: env.SUAKA_MODE,
    metricsToken: env.SUAKA_METRICS_TOKEN ?? null,
    fetchMedia: env.SUAKA_FETCH_MEDIA === 'on',
    leaveUrl: env.SUAKA_LEAVE_URL,
    mail: mailOf(env),
  };
}

/** Whether only this machine can reach the server. */
export function isLoopback(configuration: Configuration): boolean {
  return (
    loopback.has(configuration.host) &&
    /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|$)/.test(configuration.publicUrl)
  );
}
