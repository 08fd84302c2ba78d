// The holidays from today on, and adding more, one a line.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { noProblems, onlyWhoMay, type Problems, redirectWithNotice, submit, typed } from '../../access/shell.ts';
import { type Html, html } from '../../kit/html.ts';
import { actions, button } from '../../kit/look/buttons.ts';
import { field } from '../../kit/look/field.ts';
import { form } from '../../kit/look/form.ts';
import { panel } from '../../kit/look/layout.ts';
import { emptyState } from '../../kit/look/notice.ts';
import { table } from '../../kit/look/table.ts';
import type { Holiday } from '../holidays/store.ts';
import { addHolidays, readHolidays, removeHoliday } from '../holidays/verbs.ts';
import { type ClockPages, pathOf, type Sight, seenBy, top } from './frame.ts';

export function registerHolidaysPage(scope: FastifyInstance, pages: ClockPages): void {
  const path = pathOf(pages.path, 'holidays');
  scope.get(path, onlyWhoMay(readHolidays), (request, reply) => holidaysPage(seenBy(pages, request, reply)));
  scope.post(path, (request, reply) => {
    const seen = seenBy(pages, request, reply);
    const given = typed(request);
    return submit(
      seen,
      async () => {
        const { country = '', day = '' } = given;
        const { added } = await seen.ask(addHolidays, { country, days: linesOf(day) });
        return redirectWithNotice(request, reply, path, seen.words.added(seen.number(added)));
      },
      (problems) => holidaysPage(seen, given, problems),
    );
  });
  scope.post(`${path}/remove`, (request, reply) => {
    const seen = seenBy(pages, request, reply);
    const { country = '', day = '' } = typed(request);
    return submit(
      seen,
      async () => {
        await seen.ask(removeHoliday, { country, day });
        return redirectWithNotice(request, reply, path, seen.words.removed);
      },
      (problems) => holidaysPage(seen, {}, problems),
    );
  });
}

/** Each line's first word as the day, the rest as its name. Nothing at all is one line without a day, so that it is refused. */
function linesOf(text: string): { day: string; name: string }[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line, _number, all) => line !== '' || all.length === 1)
    .map((line) => {
      const [day = '', ...name] = line.split(/\s+/);
      return { day, name: name.join(' ') };
    });
}

async function holidaysPage(
  seen: Sight,
  given: Record<string, string> = {},
  problems: Problems = noProblems,
): Promise<FastifyReply> {
  const { words: said, path, may } = seen;
  const holidays = await seen.ask(readHolidays, {});
  const mayChange = may(addHolidays);
  const list = table({
    caption: said.holidaysList,
    columns: [said.day, said.country, said.name, said.nextStep].map((label) => ({ label })),
    rows: holidays.map((holiday) => [
      seen.day(holiday.day),
      holiday.country,
      holiday.name,
      mayChange ? removeForm(seen, holiday) : null,
    ]),
    empty: emptyState({ title: said.noHolidays, body: said.noHolidaysBody }),
  });
  const add = mayChange ? panel({ title: said.addTitle, body: addForm(seen, given, problems) }) : null;
  const main = html`${top(seen, 'holidays', said.holidaysLead)}${problems.summary}${list}${add}`;
  return seen.show({ title: said.ways.holidays, main, status: problems.status, here: pathOf(path, 'holidays') });
}

const removeForm = ({ words: said, csrf, path }: Sight, { country, day }: Holiday): Html =>
  form({
    action: `${pathOf(path, 'holidays')}/remove`,
    csrf,
    hidden: { country, day },
    body: button({ label: said.remove, tone: 'quiet' }),
  });

function addForm({ words: said, csrf, path }: Sight, given: Record<string, string>, problems: Problems): Html {
  return form({
    action: pathOf(path, 'holidays'),
    csrf,
    body: html`${field({
      type: 'text',
      name: 'country',
      label: said.country,
      hint: said.countryHint,
      value: given.country ?? 'ID',
      maxlength: 2,
      required: true,
      error: problems.of('country'),
    })}${field({
      type: 'textarea',
      name: 'day',
      label: said.days,
      hint: said.daysHint,
      value: given.day,
      rows: 6,
      maxlength: 12_000,
      required: true,
      error: problems.of('day') ?? problems.of('name'),
    })}${actions(button({ label: said.add }))}`,
  });
}
