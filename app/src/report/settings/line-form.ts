// The form of a number to call, when it is added and when it is changed; and taking it out.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Refusal } from '../../kit/errors.ts';
import { type Html, html } from '../../kit/html.ts';
import { actions, button } from '../../kit/look/buttons.ts';
import { field } from '../../kit/look/field.ts';
import { confirm, form } from '../../kit/look/form.ts';
import { heading, panel } from '../../kit/look/layout.ts';
import { lineKinds } from '../face/lines.ts';
import type { HelpLine } from '../golive/store.ts';
import { dropLine, keepLine, readGoLive } from '../golive/verbs.ts';
import { noProblems, onlyWhoMay, type Problems, redirectWithNotice, show, submit, typed } from '../pages/frame.ts';
import { linesPath, seenBy, type Sight, upward } from './sight.ts';

type Params = { Params: { id: string } };
type Given = Readonly<Record<string, string>>;

export function registerLineForm(scope: FastifyInstance): void {
  const only = onlyWhoMay(keepLine);
  scope.get(`${linesPath}/new`, only, (request, reply) => linePage(seenBy(request, reply), null, {}, noProblems));
  scope.get<Params>(`${linesPath}/:id`, only, async (request, reply) => {
    const seen = seenBy(request, reply);
    return linePage(seen, await ownLine(seen, request.params.id), {}, noProblems);
  });
  scope.post(`${linesPath}/new`, (request, reply) => keep(seenBy(request, reply), null));
  scope.post<Params>(`${linesPath}/:id`, async (request, reply) => {
    const seen = seenBy(request, reply);
    return keep(seen, await ownLine(seen, request.params.id));
  });
  scope.post<Params>(`${linesPath}/:id/drop`, async (request, reply) => {
    const seen = seenBy(request, reply);
    await seen.ask(dropLine, { id: request.params.id });
    return redirectWithNotice(request, reply, linesPath, seen.words.lines.droppedSaid);
  });
}

async function ownLine(seen: Sight, id: string): Promise<HelpLine> {
  const line = (await seen.ask(readGoLive, {})).lines.find((each) => each.id === id);
  if (line) return line;
  throw new Refusal('not-found', 'no-such-line', `There is no line "${id.slice(0, 40)}" here`);
}

function keep(seen: Sight, line: HelpLine | null): Promise<FastifyReply> {
  const { request, reply, words } = seen;
  const given = typed(request);
  return submit(
    seen,
    async () => {
      const { kind, name = '', number = '', href, hours, noteId, noteEn } = given;
      await seen.ask(keepLine, {
        id: line?.id ?? null,
        kind: kind as HelpLine['kind'],
        name,
        number,
        href: href || null,
        hours,
        noteId,
        noteEn,
      });
      return redirectWithNotice(request, reply, linesPath, words.lines.savedSaid);
    },
    (problems) => linePage(seen, line, given, problems),
  );
}

function linePage(seen: Sight, line: HelpLine | null, given: Given, problems: Problems): Promise<FastifyReply> {
  const { words, csrf } = seen;
  const { lines } = words;
  const title = line ? lines.changeTitle : lines.newTitle;
  const action = `${linesPath}/${line?.id ?? 'new'}`;
  const body = html`${questions(seen, line, given, problems)}<p class="hint">${lines.liveWarning}</p>${actions(button({ label: lines.save }))}`;
  const drop =
    line &&
    confirm({
      label: lines.drop,
      question: lines.dropQuestion,
      submit: lines.dropSubmit,
      form: { action: `${action}/drop`, csrf, body: null },
    });
  const main = html`${heading({ title, crumbs: upward(seen, { href: linesPath, label: lines.title }) })}
${problems.summary}${panel({ title: line?.number ?? title, body: form({ action, csrf, body }) })}${drop}`;
  return show(seen, 'settings', { title, main, status: problems.status, here: action });
}

function questions({ words: { lines } }: Sight, line: HelpLine | null, given: Given, problems: Problems): Html[] {
  const value = (name: keyof HelpLine) => given[name] ?? String(line?.[name] ?? '');
  const text = (
    name: 'name' | 'number' | 'href' | 'hours',
    maxlength: number,
    more: { hint: string; required?: boolean; mark?: string },
  ) =>
    field({
      type: 'text',
      name,
      label: lines[name],
      value: value(name),
      maxlength,
      autocomplete: 'off',
      error: problems.of(name),
      ...more,
    });
  const note = (name: 'noteId' | 'noteEn') =>
    field({
      type: 'textarea',
      name,
      label: lines[name],
      mark: lines.optional,
      value: value(name),
      rows: 2,
      maxlength: 500,
      error: problems.of(name),
    });
  return [
    field({
      type: 'radios',
      name: 'kind',
      label: lines.kind,
      options: lineKinds.map((kind) => ({ value: kind, label: lines.kinds[kind] })),
      value: value('kind'),
      required: true,
      error: problems.of('kind'),
    }),
    text('name', 100, { hint: lines.nameHint, required: true }),
    text('number', 60, { hint: lines.numberHint, required: true }),
    text('href', 200, { hint: lines.hrefHint, mark: lines.optional }),
    text('hours', 200, { hint: lines.hoursHint, mark: lines.optional }),
    note('noteId'),
    note('noteEn'),
  ];
}
