// The desk's first page: what is waiting, what is listed, how the index stands, how much is asked.
import type { FastifyInstance } from 'fastify';
import { redirectWithNotice } from '../../access/shell.ts';
import { type Html, html } from '../../kit/html.ts';
import { button } from '../../kit/look/buttons.ts';
import { facts, tiles } from '../../kit/look/facts.ts';
import { form } from '../../kit/look/form.ts';
import { columns, heading, panel } from '../../kit/look/layout.ts';
import { badge, emptyState, notice } from '../../kit/look/notice.ts';
import { table } from '../../kit/look/table.ts';
import { type BankWithCounts, readBanks } from '../banks.ts';
import { readLookupDays } from '../lookup-counts.ts';
import { countWaiting, readAlarms, settleAlarm } from '../matches.ts';
import { type IndexStatus, signalIndexKey } from '../signal-index.ts';
import type { DayCount } from '../store/lookups.ts';
import type { Alarm } from '../store/matches.ts';
import { deskPath, type Sight, show, sight } from './page.ts';

export function registerOverview(scope: FastifyInstance): void {
  scope.get(deskPath, async (request, reply) => {
    const seen = sight(request, reply);
    const [banks, waiting, alarms, days] = await Promise.all([
      seen.ask(readBanks, {}),
      seen.ask(countWaiting, {}),
      seen.ask(readAlarms, {}),
      seen.ask(readLookupDays, {}),
    ]);
    const { words } = seen;
    const index = request.server.house.part(signalIndexKey).status;
    const main = html`${heading({ title: words.desk, lead: words.lead })}
      ${alarms.map((alarm) => showAlarm(seen, alarm))}
      ${showTiles(seen, banks, waiting.openMatches, days)}
      ${columns({ wide: panel({ title: words.lookupDays, body: showDays(seen, days) }), narrow: panel({ title: words.indexTitle, body: showIndex(seen, index) }) })}`;
    return show(seen, 'overview', { title: words.desk, main });
  });
  scope.post(`${deskPath}/alarms/:id`, async (request, reply) => {
    const seen = sight(request, reply);
    await seen.ask(settleAlarm, { id: (request.params as { id: string }).id });
    return redirectWithNotice(request, reply, deskPath, seen.words.alarmSettled);
  });
}

type Days = DayCount[];

function showTiles({ words, request, number }: Sight, banks: BankWithCounts[], openMatches: number, days: Days): Html {
  const own = banks.filter((bank) => !bank.shared);
  const count = (state: string) =>
    own.reduce((sum, bank) => sum + Object.values(bank.counts[state] ?? {}).reduce((a, b) => a + b, 0), 0);
  const today = days.find((each) => each.day === request.server.house.now().toISOString().slice(0, 10));
  return tiles([
    { label: words.openMatches, value: number(openMatches), href: `${deskPath}/matches` },
    { label: words.awaitingReview, value: number(count('proposed')), href: `${deskPath}/signals?state=proposed` },
    { label: words.inQuarantine, value: number(count('disputed')), href: `${deskPath}/signals?state=disputed` },
    { label: words.listed, value: number(count('active')), href: `${deskPath}/banks` },
    { label: words.lookupsToday, value: number(today?.lookups ?? 0) },
    { label: words.matchedToday, value: number(today?.matched ?? 0) },
  ]);
}

function showAlarm({ words, csrf, may }: Sight, alarm: Alarm): Html {
  const settle = may(settleAlarm)
    ? form({
        action: `${deskPath}/alarms/${alarm.id}`,
        csrf,
        body: button({ label: words.settleAlarm, tone: 'quiet' }),
      })
    : null;
  return notice({
    tone: 'danger',
    title: words.alarmProbing,
    body: html`<p>${words.alarmProbingBody(alarm.callerId)}</p>${settle}`,
  });
}

function showIndex({ words, number, moment }: Sight, index: IndexStatus): Html {
  const state = !index.ready
    ? badge({ label: words.indexLoading })
    : index.behind
      ? badge({ label: words.indexBehind, tone: 'warning' })
      : badge({ label: words.indexReady, tone: 'success' });
  return facts([
    { label: words.state, value: state },
    { label: words.indexSize, value: number(index.size) },
    ...(index.caughtUpAt ? [{ label: words.indexUpTo, value: moment(index.caughtUpAt) }] : []),
  ]);
}

function showDays({ words, number }: Sight, days: Days): Html {
  return table({
    caption: words.lookupDays,
    columns: [{ label: words.day }, { label: words.lookups, numeric: true }, { label: words.matched, numeric: true }],
    rows: days.map((each) => [each.day, number(each.lookups), number(each.matched)]),
    empty: emptyState({ title: words.noLookups, body: words.noLookupsBody }),
  });
}
