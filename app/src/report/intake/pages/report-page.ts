// A report's page, and what its buttons and small forms do. Every change carries the version that was shown; one that is
// refused brings the page back as the report stands now, with what was typed.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Html, html, type Piece } from '../../../kit/html.ts';
import { columns } from '../../../kit/look/layout.ts';
import { breakNotice, readOwnExposure } from '../../care/index.ts';
import type { ReportSlots } from '../../pages/slots.ts';
import { type Problems, redirectWithNotice, show, submit, typed } from '../../pages/frame.ts';
import { addItems, removeItem } from '../items.ts';
import { addNote, markMessagesSeen, writeToReporter } from '../messages.ts';
import { type Move, moveReport, moves } from '../move.ts';
import { openText, readReport, type ReadReport } from '../read.ts';
import { handBack, takeOver, takeReport } from '../take.ts';
import { head, whoIsHere } from './head.ts';
import { type BesideItems, items } from './items.ts';
import { keysHelp } from './keys.ts';
import { messages, notes } from './messages.ts';
import { oneReport, reportPath, type Sight, sight } from './sight.ts';
import { contact, type OpenedText, reasons, story, thisReport, told } from './told.ts';
import { related, timeline } from './timeline.ts';
import { nothingTyped, type Typed } from './typed.ts';

interface Shown {
  typed?: Typed;
  problems?: Problems;
  /** The text, once it was opened. */
  opened?: OpenedText;
  /** Said over everything else. */
  over?: Html | null;
}

type Given = Record<string, string>;
/** Does what a form asks for; what to say afterwards. */
type Act = (seen: Sight, given: Given & { id: string }) => Promise<string>;

export function registerReport(scope: FastifyInstance, slots: ReportSlots): void {
  scope.get(oneReport, (request, reply) => showReport(sight(request, reply), idOf(request), slots, {}));
  scope.post(`${oneReport}/text`, (request, reply) => open(sight(request, reply), idOf(request), slots));
  for (const [path, { act, form }] of Object.entries(acts))
    scope.post(`${oneReport}/${path}`, (request, reply) => {
      const [seen, id, values] = [sight(request, reply), idOf(request), typed(request)];
      return submit(
        seen,
        async () => redirectWithNotice(request, reply, reportPath(id), await act(seen, { ...values, id })),
        (problems) => showReport(seen, id, slots, { problems, ...(form ? { typed: { form, values, problems } } : {}) }),
      );
    });
}

export const idOf = ({ params }: FastifyRequest): string => (params as { id: string }).id;
export const versionOf = (given: Given): number => Number(given.version);

const acts: Record<string, { act: Act; form?: Typed['form'] }> = {
  take: { act: (seen, given) => done(seen, 'take', seen.ask(takeReport, at(given))) },
  'hand-back': { act: (seen, given) => done(seen, 'hand-back', seen.ask(handBack, at(given))) },
  'take-over': {
    act: (seen, given) => done(seen, 'take-over', seen.ask(takeOver, { ...at(given), from: given.from ?? '' })),
  },
  ...Object.fromEntries(moves.map((transition) => [`move/${transition}`, { act: move(transition) }])),
  message: {
    act: (seen, given) => done(seen, 'message', seen.ask(writeToReporter, { ...at(given), body: given.body ?? '' })),
    form: 'message',
  },
  seen: { act: (seen, given) => done(seen, 'seen', seen.ask(markMessagesSeen, at(given))) },
  note: {
    act: (seen, given) => done(seen, 'note', seen.ask(addNote, { id: given.id, body: given.body ?? '' })),
    form: 'note',
  },
  items: { act: add, form: 'items' },
  'remove-item': {
    act: (seen, given) =>
      done(
        seen,
        'item',
        seen.ask(removeItem, { ...at(given), itemId: given.itemId ?? '', reason: given.reason as 'own' }),
      ),
  },
};

const at = (given: Given & { id: string }) => ({ id: given.id, version: versionOf(given) });

type Simple = Exclude<keyof Sight['words']['done'], 'split' | 'items'>;

async function done({ words }: Sight, what: Simple, work: Promise<unknown>): Promise<string> {
  await work;
  return words.done[what];
}

function move(transition: Move): Act {
  return (seen, given) => done(seen, transition, seen.ask(moveReport, { ...at(given), transition }));
}

async function add(seen: Sight, given: Given & { id: string }): Promise<string> {
  const { added } = await seen.ask(addItems, { ...at(given), text: given.text ?? '' });
  return added > 0 ? seen.words.done.items(seen.number(added)) : seen.words.done.itemsNone;
}

/** Opens the text on the same page; where it was enough for today, a break is asked for instead. */
function open(seen: Sight, id: string, slots: ReportSlots): Promise<FastifyReply> {
  return submit(
    seen,
    async () => {
      const opened = await seen.ask(openText, { id });
      return showReport(seen, id, slots, { opened });
    },
    async (problems) => {
      const today = (await seen.ask(readOwnExposure, {})).find(({ kind }) => kind === 'text')!;
      const asked = breakNotice({ language: seen.request.language, csrf: seen.csrf, back: reportPath(id) }, today);
      return showReport(seen, id, slots, asked ? { over: asked } : { problems });
    },
  );
}

async function showReport(seen: Sight, id: string, slots: ReportSlots, shown: Shown): Promise<FastifyReply> {
  const read = await seen.ask(readReport, { id });
  const { problems, over } = shown;
  const besideItems = await besideAll(seen, read, slots);
  const main = html`${head(seen, read)}${problems?.summary}${over}${whoIsHere(seen, read)}
    ${columns({ wide: wide(seen, read, besideItems, shown), narrow: await narrow(seen, read, slots) })}
    ${keysHelp(seen, 'report')}`;
  return show(seen, 'queue', {
    title: seen.words.reportNamed(read.report.reference),
    main,
    scripts: ['queue'],
    status: problems?.status ?? 200,
    here: reportPath(id),
  });
}

/** What desks to the right show beside the items, by id. */
async function besideAll(
  { request, reply }: Sight,
  { readable }: ReadReport,
  slots: ReportSlots,
): Promise<BesideItems> {
  const ids = readable?.items.map(({ id }) => id) ?? [];
  return ids.length === 0 ? new Map() : ((await slots.items?.(request, reply, ids)) ?? new Map());
}

function wide(seen: Sight, read: ReadReport, beside: BesideItems, { opened, typed = nothingTyped }: Shown): Piece {
  return [
    reasons(seen, read),
    told(seen, read),
    story(seen, read, opened),
    items(seen, read, beside, typed),
    messages(seen, read, typed),
    notes(seen, read, typed),
  ];
}

async function narrow(seen: Sight, read: ReadReport, slots: ReportSlots): Promise<Piece> {
  return [
    contact(seen, read),
    thisReport(seen, read),
    related(seen, read),
    await slots.aside?.(seen.request, seen.reply, read.report.id),
    timeline(seen, read),
  ];
}
