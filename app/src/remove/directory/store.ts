// SQL of the directory: who can take something down, and how each takes notices.
import type { Work } from '../../runtime/database.ts';

export const platformKinds = ['platform', 'host', 'registrar', 'search', 'regulator'] as const;
export type PlatformKind = (typeof platformKinds)[number];
export const ways = ['desk', 'mail', 'webhook', 'form'] as const;
export type PlatformWay = (typeof ways)[number];

/** An entry without its webhook's secret. */
export interface Platform {
  id: string;
  /** The code under which items name it; null for whatever items do not name. */
  code: string | null;
  name: string;
  kind: PlatformKind;
  country: string | null;
  language: 'id' | 'en';
  /** The way by which its notices go. */
  way: PlatformWay;
  mail: string | null;
  webhook: string | null;
  hasSecret: boolean;
  form: string | null;
  partnerId: string | null;
  domains: string[];
  network: number | null;
  /** Under what it stands in known.ts; null where it was not loaded from there. */
  known: string | null;
  /** What it asks every notice to say, in its language; empty where nothing. */
  opening: string;
  source: string;
  checkedBy: string | null;
  checkedAt: Date | null;
  version: number;
  madeAt: Date;
  retiredAt: Date | null;
}

export const platformTable = 'remove.platform';
const columns = `p.id, p.code, p.name, p.kind, p.country, p.language, p.way, p.mail, p.webhook, p.webhook_secret IS NOT NULL AS "hasSecret",
  p.form, p.partner_id AS "partnerId", p.domains, p.network, p.known, p.opening, p.source, p.checked_by AS "checkedBy", p.checked_at AS "checkedAt",
  p.version, p.made_at AS "madeAt", p.retired_at AS "retiredAt"`;

export async function findPlatform(
  { client }: Work,
  id: string,
  lock: '' | 'FOR UPDATE' = '',
): Promise<Platform | null> {
  const { rows } = await client.query<Platform>(`SELECT ${columns} FROM remove.platform p WHERE p.id = $1 ${lock}`, [
    id,
  ]);
  return rows[0] ?? null;
}

/** Entries by name; those that fit what is looked for, in any part of their name. */
export async function listPlatforms(
  { client }: Work,
  options: { search: string; retired: boolean },
): Promise<Platform[]> {
  const { rows } = await client.query<Platform>(
    `SELECT ${columns} FROM remove.platform p
      WHERE p.organisation_id = runtime.organisation() AND (p.retired_at IS NOT NULL) = $1 AND strpos(lower(p.name), lower($2)) > 0
      ORDER BY lower(p.name), p.id LIMIT 1000`,
    [options.retired, options.search],
  );
  return rows;
}

export async function platformByCode({ client }: Work, code: string): Promise<Platform | null> {
  const { rows } = await client.query<Platform>(
    `SELECT ${columns} FROM remove.platform p WHERE p.organisation_id = runtime.organisation() AND p.code = $1 AND p.retired_at IS NULL`,
    [code],
  );
  return rows[0] ?? null;
}

/** The entry whose own domain a host stands in, the longest first. @param domains the host and every domain above it. */
export async function platformByDomain({ client }: Work, domains: readonly string[]): Promise<Platform | null> {
  const { rows } = await client.query<Platform>(
    `SELECT ${columns} FROM remove.platform p
      WHERE p.organisation_id = runtime.organisation() AND p.retired_at IS NULL AND p.domains && $1::text[]
      ORDER BY (SELECT max(length(d)) FROM unnest(p.domains) AS d WHERE d = ANY($1)) DESC, p.id LIMIT 1`,
    [domains],
  );
  return rows[0] ?? null;
}

export async function hostOfNetwork({ client }: Work, network: number): Promise<Platform | null> {
  const { rows } = await client.query<Platform>(
    `SELECT ${columns} FROM remove.platform p
      WHERE p.organisation_id = runtime.organisation() AND p.network = $1 AND p.kind = 'host' AND p.retired_at IS NULL`,
    [network],
  );
  return rows[0] ?? null;
}

/** The names under which shipped entries were loaded before, retired ones too. */
export async function loadedBefore({ client }: Work): Promise<{ known: Set<string>; codes: Set<string> }> {
  const { rows } = await client.query<{ known: string | null; code: string | null }>(
    'SELECT known, code FROM remove.platform WHERE organisation_id = runtime.organisation()',
  );
  const all = (name: 'known' | 'code') => new Set(rows.flatMap((row) => row[name] ?? []));
  return { known: all('known'), codes: all('code') };
}

export type NewPlatform = Pick<Platform, 'id' | 'name' | 'kind' | 'language' | 'way'> &
  Partial<
    Pick<
      Platform,
      'code' | 'country' | 'mail' | 'webhook' | 'form' | 'domains' | 'network' | 'known' | 'opening' | 'source'
    >
  > & {
    webhookSecret?: Buffer | null;
    now: Date;
  };

/** Adds an entry; false where one for the same platform, network or shipped entry stands already. */
export async function insertPlatform({ client }: Work, given: NewPlatform): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO remove.platform (id, organisation_id, name, kind, language, way, code, country, mail, webhook, form, domains, network, known, source, webhook_secret, made_at, opening)
     VALUES ($1, runtime.organisation(), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) ON CONFLICT DO NOTHING`,
    [
      given.id,
      given.name,
      given.kind,
      given.language,
      given.way,
      given.code ?? null,
      given.country ?? null,
      given.mail ?? null,
      given.webhook ?? null,
      given.form ?? null,
      given.domains ?? [],
      given.network ?? null,
      given.known ?? null,
      given.source ?? '',
      given.webhookSecret ?? null,
      given.now,
      given.opening ?? '',
    ],
  );
  return rowCount === 1;
}

const columnOf = {
  code: 'code',
  name: 'name',
  kind: 'kind',
  country: 'country',
  language: 'language',
  way: 'way',
  mail: 'mail',
  webhook: 'webhook',
  webhookSecret: 'webhook_secret',
  form: 'form',
  partnerId: 'partner_id',
  domains: 'domains',
  network: 'network',
  opening: 'opening',
  source: 'source',
  checkedBy: 'checked_by',
  checkedAt: 'checked_at',
  retiredAt: 'retired_at',
} as const;

export type PlatformChanges = Partial<Pick<Platform, Exclude<keyof typeof columnOf, 'webhookSecret'>>> & {
  webhookSecret?: Buffer;
};

export async function updatePlatform({ client }: Work, id: string, changes: PlatformChanges): Promise<void> {
  const names = Object.keys(changes) as (keyof PlatformChanges)[];
  const set = names.map((name, position) => `${columnOf[name]} = $${position + 2}`);
  await client.query(`UPDATE remove.platform SET ${[...set, 'version = version + 1'].join(', ')} WHERE id = $1`, [
    id,
    ...names.map((name) => changes[name]),
  ]);
}

/** The sealed secret of an entry's webhook. */
export async function sealedSecret(
  { client }: Work,
  id: string,
): Promise<{ id: string; webhook_secret: Buffer | null } | null> {
  const { rows } = await client.query('SELECT id, webhook_secret FROM remove.platform WHERE id = $1', [id]);
  return rows[0] ?? null;
}
