// The page of care: one's own day, the break that it asks for, and for a supervisor everybody's days and the limits.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { formatDate } from '../../kit/formats.ts';
import { type Html, html } from '../../kit/html.ts';
import { actions, button } from '../../kit/look/buttons.ts';
import { progress } from '../../kit/look/facts.ts';
import { field } from '../../kit/look/field.ts';
import { form } from '../../kit/look/form.ts';
import { columns, heading, panel } from '../../kit/look/layout.ts';
import { crumbs } from '../../kit/look/navigation.ts';
import { badge, emptyState } from '../../kit/look/notice.ts';
import { table } from '../../kit/look/table.ts';
import {
  deskPath,
  noProblems,
  onlyWhoMay,
  type Problems,
  redirectWithNotice,
  type Sight as AnySight,
  show,
  sight,
  submit,
  typed,
} from '../pages/frame.ts';
import { dayStart } from './day.ts';
import { type ExposureToday, standing } from './exposure.ts';
import { exposureKinds } from './limits.ts';
import { breakNotice, goOnPath } from './notice.ts';
import { goOn, readExposure, readOwnExposure, setCareLimits } from './verbs.ts';
import { type Words, words } from './words.ts';

export { eventWords, refusalWords } from './words.ts';

export const carePath = `${deskPath}/settings/care`;
type Sight = AnySight<Words>;

export function registerCarePages(scope: FastifyInstance): void {
  scope.get(carePath, onlyWhoMay(readOwnExposure), (request, reply) =>
    carePage(sight(request, reply, words(request.language)), {}, noProblems),
  );
  scope.post(carePath, (request, reply) => {
    const seen = sight(request, reply, words(request.language));
    const given = typed(request);
    return submit(
      seen,
      async () => {
        await seen.ask(setCareLimits, { texts: given.texts || null, handOvers: given.handOvers || null });
        return redirectWithNotice(request, reply, carePath, seen.words.saved);
      },
      (problems) => carePage(seen, given, problems),
    );
  });
  scope.post(goOnPath, (request, reply) => {
    const seen = sight(request, reply, words(request.language));
    const { kind, back = '' } = typed(request);
    return submit(
      seen,
      async () => {
        await seen.ask(goOn, { kind: kind as 'text' });
        return redirectWithNotice(request, reply, ownPath(back), seen.words.wentOn);
      },
      (problems) => carePage(seen, {}, problems),
    );
  });
}

/** Where to go back to: a page of this desk, and no other. */
const ownPath = (back: string): string => (/^\/desk\/report(\/[\w/-]*)?$/.test(back) ? back : carePath);

async function carePage(seen: Sight, given: Record<string, string>, problems: Problems): Promise<FastifyReply> {
  const { words, request, csrf, frame } = seen;
  const own = await seen.ask(readOwnExposure, {});
  const at = { language: request.language, csrf, back: carePath };
  const ways = [{ href: `${deskPath}/settings`, label: frame.settings }];
  const supervised = seen.may(readExposure) ? await seen.ask(readExposure, {}) : null;
  const day = panel({ title: words.today, body: own.map((today) => meter(seen, today)) });
  const main = html`${heading({ title: words.title, lead: words.lead, crumbs: crumbs({ language: request.language, ways }) })}
    ${problems.summary}
    ${own.map((today) => breakNotice(at, today))}
    ${
      supervised === null
        ? day
        : columns({
            wide: panel({ title: words.everyone, body: everyone(seen, supervised) }),
            narrow: html`${day}${panel({ title: words.limits, body: limitsForm(seen, supervised, given, problems) })}`,
          })
    }`;
  return show(seen, 'settings', { title: words.title, main, status: problems.status, here: carePath });
}

function meter({ words, number }: Sight, { kind, count, allowance }: ExposureToday): Html {
  const text = words.ofLimit(number(count), number(allowance));
  return progress({ label: words.kinds[kind], value: Math.min(count, allowance), max: allowance, text });
}

type Supervised = Awaited<ReturnType<typeof readExposure.perform>>;

/** One row for a person and a day, both kinds beside each other. */
function everyone(seen: Sight, { days, names, limits }: Supervised): Html {
  const { words, request, number } = seen;
  const keys = [...new Set(days.map(({ day, personId }) => `${day} ${personId}`))];
  const of = (key: string, kind: string) =>
    days.find((each) => `${each.day} ${each.personId}` === key && each.kind === kind) ?? { count: 0, goneOn: 0 };
  const cell = (key: string, kind: 'text' | 'viewer') => {
    const { count, atLimit, goneOn } = standing(kind, limits[kind], of(key, kind));
    return html`${number(count)}${atLimit || goneOn > 0 ? html` ${badge({ label: words.reached, tone: 'warning' })}` : null}`;
  };
  return html`<p>${words.everyoneLead}</p>${table({
    caption: words.everyone,
    columns: [
      { label: words.day },
      { label: words.person },
      ...exposureKinds.map((kind) => ({ label: words.columns[kind], numeric: true })),
      { label: words.wentOnTimes, numeric: true },
    ],
    rows: keys.map((key) => {
      const [day = '', personId = ''] = key.split(' ');
      const goneOn = of(key, 'text').goneOn + of(key, 'viewer').goneOn;
      return [
        formatDate(request.language, dayStart(day)!),
        names.get(personId) ?? personId,
        cell(key, 'text'),
        cell(key, 'viewer'),
        goneOn === 0 ? '–' : words.times(number(goneOn)),
      ];
    }),
    empty: emptyState({ title: words.nobody, body: words.nobodyBody }),
  })}`;
}

function limitsForm(
  { words, csrf }: Sight,
  { limits }: Supervised,
  given: Record<string, string>,
  problems: Problems,
): Html {
  const asked = (name: 'texts' | 'handOvers', value: number) =>
    field({
      type: 'number',
      name,
      label: words[name],
      value: given[name] ?? value,
      min: 1,
      max: 1000,
      required: true,
      error: problems.of(name),
    });
  const body = html`<p>${words.limitsLead}</p>${asked('texts', limits.text)}${asked('handOvers', limits.viewer)}
    ${actions(button({ label: words.save }))}`;
  return form({ action: carePath, csrf, body });
}
