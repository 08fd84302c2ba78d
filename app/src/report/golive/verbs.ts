// Verbs of the go-live list, of the numbers to call, and what the public face may know of both.
import { z } from 'zod';
import { namesOf } from '../../access/index.ts';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { idPattern, newId } from '../../kit/ids.ts';
import type { Work } from '../../runtime/database.ts';
import { askVerb, doVerb } from '../../verbs/verb.ts';
import { forgetFace } from './known.ts';
import { type Missing, missingForLive, type Point, points, publicPoints } from './points.ts';
import {
  findLine,
  type HelpLine,
  type Readiness,
  readReadiness,
  removeConfirmed,
  removeLine,
  removeSignOff,
  storeConfirmed,
  storeLine,
  storeSignOff,
} from './store.ts';

const permission = 'report.go-live';
const point = z.enum(points, `one of ${points.join(', ')}`);
const shortText = z.string().trim().max(4000, 'at most 4,000 characters').default('');

function missing({ confirmed, lines, signOff, demonstration }: Readiness, now: Date): Missing[] {
  return missingForLive({ confirmed, lines, signedAt: signOff?.signedAt ?? null, demonstration }, now);
}

/** What the public face says of this desk. Open to anyone: it is what everybody is shown. */
export const readFace = askVerb({
  name: 'report.read-face',
  permission: null,
  input: z.object({}),
  async run({ now, client }) {
    const readiness = await readReadiness({ client });
    const texts = readiness.confirmed.filter(({ point }) => publicPoints.some((one) => one === point));
    return {
      operator: readiness.operator,
      live: missing(readiness, now).length === 0,
      madeUp: readiness.demonstration,
      texts: Object.fromEntries(
        texts.map(({ point, textId, textEn }) => [point, { id: textId, en: textEn }]),
      ) as Partial<Record<Point, { id: string; en: string }>>,
      lines: readiness.lines.map(({ verifiedBy: _verifiedBy, ...line }) => line),
    };
  },
});

export type Face = Awaited<ReturnType<typeof readFace.perform>>;

/** The list as staff see it: who confirmed what, under which names, what is missing. */
export const readGoLive = askVerb({
  name: 'report.read-go-live',
  permission: 'report.look',
  input: z.object({}),
  async run({ house, now, client }) {
    const work = { client };
    const readiness = await readReadiness(work);
    const { confirmed, signOff, lines } = readiness;
    const names = await namesOf(work, house.part(fieldsPart), [
      ...confirmed.map(({ confirmedBy }) => confirmedBy),
      ...lines.map(({ verifiedBy }) => verifiedBy),
      signOff?.signedBy ?? null,
    ]);
    return { confirmed, signOff, lines, names, missing: missing(readiness, now) };
  },
});

/** Confirms a point in one's own name, with what is said about it in public. Whatever changes has to be signed off anew. */
export const confirmPoint = doVerb({
  name: 'report.confirm-point',
  permission,
  input: z
    .object({ point, textId: shortText, textEn: shortText })
    .refine(({ point, textId, textEn }) => !publicPoints.some((one) => one === point) || (textId && textEn), {
      message: 'a text in Indonesian and in English: it is shown in public',
      path: ['textId'],
    }),
  async run({ house, caller, input, now, ...work }) {
    forgetFace(house);
    await storeConfirmed(work, { ...input, by: caller.id, now });
    return { result: null, event: { thing: input.point, facts: { point: input.point } } };
  },
});

export const withdrawPoint = doVerb({
  name: 'report.withdraw-point',
  permission,
  input: z.object({ point }),
  async run({ house, input, ...work }) {
    forgetFace(house);
    await removeConfirmed(work, input.point);
    return { result: null, event: { thing: input.point } };
  },
});

/** Signs the whole list off: from now on the public face no longer says that nobody reads this. */
export const signOff = doVerb({
  name: 'report.sign-off',
  permission,
  input: z.object({}),
  async run({ house, caller, organisationId, now, ...work }) {
    forgetFace(house);
    const open = missing(await readReadiness(work), now).filter((each) => each !== 'sign-off');
    if (open.length > 0)
      throw new Refusal('conflict', 'not-ready-to-go-live', `These points are open: ${open.join(', ')}`, {
        facts: { open: open.length },
      });
    await storeSignOff(work, caller.id, now);
    return { result: null, event: { thing: organisationId, facts: { live: true } } };
  },
});

/** Takes the desk out of service: every public page says again that nobody reads this. */
export const takeOffLine = doVerb({
  name: 'report.take-off-line',
  permission,
  input: z.object({}),
  async run({ house, organisationId, ...work }) {
    forgetFace(house);
    const was = await removeSignOff(work);
    return { result: null, event: { thing: organisationId, facts: { live: false, was } } };
  },
});

const lineFields = z.object({
  kind: z.enum(['emergency', 'crisis', 'support', 'police', 'bank'], 'emergency, crisis, support, police or bank'),
  name: z.string().trim().min(1, 'a name').max(100, 'at most 100 characters'),
  number: z.string().trim().min(1, 'the number as people dial it').max(60, 'at most 60 characters'),
  href: z
    .string()
    .trim()
    .regex(/^(tel:|sms:|https:\/\/)[^\s\\]+$/, 'tel:, sms: or https:// and the address')
    .max(200)
    .nullable()
    .default(null),
  hours: z.string().trim().max(200, 'at most 200 characters').default(''),
  noteId: z.string().trim().max(500, 'at most 500 characters').default(''),
  noteEn: z.string().trim().max(500, 'at most 500 characters').default(''),
});
const lineId = z.string().regex(idPattern('line'), 'the id of a line, such as lin_…');

/** Adds a number to call, or changes one. A changed number counts as not checked. */
export const keepLine = doVerb({
  name: 'report.keep-line',
  permission,
  input: lineFields.extend({ id: lineId.nullable().default(null) }),
  async run({ house, input, now, ...work }) {
    forgetFace(house);
    const before = input.id ? await ownLine(work, input.id) : null;
    const same = before?.number === input.number && before.href === input.href;
    const line: HelpLine = {
      ...input,
      id: before?.id ?? newId('line', now),
      verifiedAt: same ? before.verifiedAt : null,
      verifiedBy: same ? before.verifiedBy : null,
    };
    await storeLine(work, line);
    return { result: line, event: { thing: line.id, facts: { kind: line.kind } } };
  },
});

/** Says in one's own name that one has called the number today and the right people answered. */
export const verifyLine = doVerb({
  name: 'report.verify-line',
  permission,
  input: z.object({ id: lineId }),
  async run({ house, caller, input, now, ...work }) {
    forgetFace(house);
    const line = await ownLine(work, input.id);
    await storeLine(work, { ...line, verifiedAt: now, verifiedBy: caller.id });
    return { result: null, event: { thing: line.id } };
  },
});

export const dropLine = doVerb({
  name: 'report.drop-line',
  permission,
  input: z.object({ id: lineId }),
  async run({ house, input, ...work }) {
    forgetFace(house);
    if (!(await removeLine(work, input.id))) throw noLine(input.id);
    return { result: null, event: { thing: input.id } };
  },
});

async function ownLine(work: Work, id: string): Promise<HelpLine> {
  const line = await findLine(work, id);
  if (line) return line;
  throw noLine(id);
}

const noLine = (id: string): Refusal => new Refusal('not-found', 'no-such-line', `There is no line "${id}" here`);
