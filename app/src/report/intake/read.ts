// Verbs that read one report: its page's content, and the text it was told with, which stays folded until somebody opens
// it and is counted as exposure then. Reading a report leaves an event: who looked at what is part of the record.
import { z } from 'zod';
import { namesOf } from '../../access/index.ts';
import { type Fields, fieldsPart } from '../../fields/index.ts';
import { defang, findIdentifiers, type Identifier } from '../../kit/identifiers/index.ts';
import type { Work } from '../../runtime/database.ts';
import { answerable, type Caller } from '../../verbs/caller.ts';
import { askVerb, doVerb } from '../../verbs/verb.ts';
import { type ShownStanding, standingFor } from '../assess/index.ts';
import { countExposure } from '../care/index.ts';
import { readContact, type SafeContact } from '../contact.ts';
import { itemBlind } from '../items/join.ts';
import { allowed, reportStates, type ReportTransition } from '../states.ts';
import { type Entry, readEntries } from '../store/entries.ts';
import { type Message, readMessages } from '../store/messages.ts';
import { findReport, type Report } from '../store/reports.ts';
import { changedHeadStarts } from '../store/rules.ts';
import { noReport, reportId } from './change.ts';
import { type Reason, reasonsOf } from './queue.ts';
import {
  hasReceipt,
  hasStory,
  type NamedItem,
  type Note,
  noteViewing,
  readItems,
  readNotes,
  readSecrets,
  readViewers,
  type Viewer,
} from './store/details.ts';
import { readRelatives, type Relatives } from './store/relatives.ts';

/** An item as it is shown: never a link, never whole. */
export interface ShownItem extends Omit<NamedItem, 'value'> {
  /** Defanged; null once it was erased. */
  shown: string | null;
}

/** What only those see who may read. */
export interface Readable {
  items: ShownItem[];
  /** There are more, of reports that were joined to it. */
  moreItems: boolean;
  /** Where their classification stands, by id; those that nobody classified are left out. */
  standings: ReadonlyMap<string, ShownStanding>;
  messages: Message[];
  notes: Note[];
  contact: SafeContact | null;
  place: string | null;
  partnerReference: string | null;
  /** Found in the text and in messages, defanged, and not among the items yet. */
  suggestions: string[];
}

export interface ReadReport {
  report: Report;
  reasons: Reason[];
  /** The transitions that its state allows. */
  allowed: ReportTransition[];
  entries: Entry[];
  relatives: Relatives;
  /** Who else has the page open. */
  viewers: Viewer[];
  hasStory: boolean;
  /** Whether somebody holds a receipt, so that a message would be read. */
  canBeWrittenTo: boolean;
  readable: Readable | null;
  /** Names of the people and programs named here, by id. */
  names: ReadonlyMap<string, string>;
}

export const readReport = askVerb({
  name: 'report.read-report',
  permission: 'report.look',
  input: z.object({ id: reportId }),
  audited: ({ id }) => id,
  async run({ house, caller, input: { id }, now, client }): Promise<ReadReport> {
    const [work, fields] = [{ client }, house.part(fieldsPart)];
    const report = await findReport(work, id);
    if (!report) throw noReport(id);
    // The one thing that reading changes: colleagues see that the page is open.
    if (works(caller)) await noteViewing(work, id, caller.id, now);
    const viewers = await readViewers(work, id, caller.id, now);
    const relatives = await readRelatives(work, report);
    const entries = await readEntries(work, id);
    const readable = caller.permissions.has('report.read')
      ? await readAll(work, fields, { report, relatives, caller })
      : null;
    return {
      report,
      reasons: reasonsOf(report, await changedHeadStarts(work)),
      allowed: allowed(reportStates, report.state),
      entries,
      relatives,
      viewers,
      hasStory: await hasStory(work, id),
      canBeWrittenTo: await hasReceipt(work, id),
      readable,
      names: await namesOf(work, fields, whoIn({ report, entries, viewers, readable })),
    };
  },
});

const works = ({ kind, permissions }: Caller): boolean => kind === 'person' && permissions.has('report.work');

async function readAll(
  work: Work,
  fields: Fields,
  { report, relatives, caller }: Pick<ReadReport, 'report' | 'relatives'> & { caller: Caller },
): Promise<Readable> {
  const secrets = await readSecrets(work, fields, report.id);
  const messages = await readMessages(work, fields, report.id);
  const { items: named, more } = await readItems(work, fields, [report.id, ...relatives.joined.map(({ id }) => id)]);
  const own = named.filter(({ reportId }) => reportId === report.id);
  const told = [secrets?.story, ...messages.filter(({ fromDesk }) => !fromDesk).map(({ body }) => body)];
  return {
    items: named.map(shownItem),
    moreItems: more,
    standings: await standingFor(
      work,
      named.map(({ id }) => id),
      caller,
    ),
    messages,
    notes: await readNotes(work, fields, report.id),
    contact: readContact(secrets?.contact ?? null),
    place: secrets?.place ?? null,
    partnerReference: secrets?.partner_reference ?? null,
    suggestions: suggest(fields, told, own),
  };
}

function shownItem({ value, ...item }: NamedItem): ShownItem {
  return { ...item, shown: value === null ? null : defang({ ...item, value }) };
}

/** The latest texts say most; a thread of hundreds is not searched through on every look. */
const searchedTexts = 20;

function suggest(fields: Fields, texts: readonly (string | null | undefined)[], own: readonly NamedItem[]): string[] {
  const key = (one: Identifier) => itemBlind(fields, one).toString('hex');
  const standing = new Set(own.flatMap(({ value, ...item }) => (value === null ? [] : [key({ ...item, value })])));
  const text = [texts[0], ...texts.slice(1).slice(-searchedTexts)].filter(Boolean).join('\n\n');
  return findIdentifiers(text, { defaultCountry: 'ID' })
    .filter((one) => !standing.has(key(one)))
    .map(defang);
}

function whoIn({
  report,
  entries,
  viewers,
  readable,
}: Pick<ReadReport, 'report' | 'entries' | 'viewers' | 'readable'>) {
  const from = entries.map(({ facts }) => (typeof facts.from === 'string' ? facts.from : null));
  return [
    report.takenBy,
    report.filedBy,
    ...entries.map(({ by }) => by),
    ...from.filter((id) => id?.startsWith('per_')),
    ...viewers.map(({ personId }) => personId),
    ...(readable?.messages ?? []).map(({ writtenBy }) => writtenBy),
    ...(readable?.notes ?? []).map(({ writtenBy }) => writtenBy),
  ];
}

/**
 * Opens the text that a report was told with; counted as exposure of whoever opens it.
 * @throws Refusal `break-first` when it was enough for today.
 */
export const openText = doVerb({
  name: 'report.open-text',
  permission: 'report.read',
  input: z.object({ id: reportId }),
  async run({ house, caller, input: { id }, now, ...work }) {
    const secrets = await readSecrets(work, house.part(fieldsPart), id);
    if (!secrets) throw noReport(id);
    const exposure = await countExposure(work, { personId: answerable(caller), kind: 'text', now });
    return { result: { story: secrets.story, exposure }, event: { thing: id } };
  },
});
