// Reading RDAP answers (RFC 9083, contacts as jCard of RFC 7095). What does not have the specified form is passed over:
// the answer comes from somebody else's server, and half of it is better than none.
import { systemNumber } from './origin.ts';
import { cleanText, countryCode, mailAddress } from './values.ts';
import type { NetworkFacts, Registration } from './lookups.ts';

interface Entity {
  roles: string[];
  name: string | null;
  mail: string | null;
  country: string | null;
}

/** The facts of an "ip network" object; null where the document is none. */
export function readNetwork(document: unknown): NetworkFacts | null {
  const found = objectOf(document, 'ip network');
  if (!found) return null;
  const entities = entitiesOf(found);
  return {
    // ARIN's extension, the only one in which registries say it: https://www.arin.net/resources/registry/whois/rdap
    network: systemNumber(listOf(found['arin_originas0_originautnums'])[0]),
    name: cleanText(found['name']) ?? inRole(entities, 'registrant')?.name ?? null,
    country: countryCode(found['country']),
    abuseMail: inRole(entities, 'abuse', ({ mail }) => mail !== null)?.mail ?? null,
  };
}

/** The facts of a "domain" object; null where the document is none. */
export function readRegistration(document: unknown): Registration | null {
  const found = objectOf(document, 'domain');
  if (!found) return null;
  const registrar = listOf(found['entities']).filter((entity) => readEntity(entity).roles.includes('registrar'));
  const below = registrar.flatMap((entity) => (isObject(entity) ? entitiesOf(entity) : []));
  const named = registrar.map(readEntity);
  return {
    registrar: named.find(({ name }) => name !== null)?.name ?? null,
    abuseMail: inRole(below, 'abuse', ({ mail }) => mail !== null)?.mail ?? null,
    country: named.find(({ country }) => country !== null)?.country ?? null,
  };
}

const inRole = (
  entities: readonly Entity[],
  role: string,
  fits: (entity: Entity) => boolean = () => true,
): Entity | undefined => entities.find((entity) => entity.roles.includes(role) && fits(entity));

// Registries nest contacts in contacts; none of theirs is deeper than three, and a document may be made to be.
const deepest = 5;

function entitiesOf(owner: Record<string, unknown>, depth = 0): Entity[] {
  if (depth >= deepest) return [];
  return listOf(owner['entities']).flatMap((entity) =>
    isObject(entity) ? [readEntity(entity), ...entitiesOf(entity, depth + 1)] : [],
  );
}

function readEntity(entity: unknown): Entity {
  if (!isObject(entity)) return { roles: [], name: null, mail: null, country: null };
  const [, properties] = listOf(entity['vcardArray']);
  const values = (name: string) =>
    listOf(properties)
      .map(listOf)
      .filter(([property]) => property === name)
      .map(([, parameters, , value]) => ({ parameters, value }));
  return {
    roles: listOf(entity['roles']).filter((role) => typeof role === 'string'),
    name: values('fn').flatMap(({ value }) => cleanText(value) ?? [])[0] ?? null,
    mail: values('email').flatMap(({ value }) => mailAddress(value) ?? [])[0] ?? null,
    country:
      values('adr').flatMap(({ parameters }) =>
        isObject(parameters) ? (countryCode(parameters['cc']) ?? []) : [],
      )[0] ?? null,
  };
}

function objectOf(document: unknown, className: string): Record<string, unknown> | null {
  return isObject(document) && document['objectClassName'] === className ? document : null;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
