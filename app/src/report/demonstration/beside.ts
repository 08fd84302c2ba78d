// What stands beside made-up reports: classifications on the word of a made-up body, contests, and fingerprints that
// belong to no picture.
import { createHash } from 'node:crypto';
import { dayMs, hourMs } from '../../kit/time.ts';
import { call } from '../../verbs/verb.ts';
import { classifyItem, giveSecondOpinion } from '../assess/index.ts';
import { decideContest, fileContest, takeContest } from '../contest/verbs.ts';
import { readReport } from '../intake/verbs.ts';
import { newOnce } from '../receipt/index.ts';
import { submitFingerprints } from '../submission/verbs.ts';
import type { DrawnReport } from './drawn.ts';
import type { Cast, Played } from './play.ts';

const on = {
  basis: 'authorised-body',
  body: 'Lembaga Contoh (rekaan)',
  bodyCategory: 'other:other',
  bodyReference: 'CONTOH-1',
} as const;

/** Classifies items of reports that were worked on; of every second one a second person says the same. */
export async function classifySome({ house, staff }: Cast, played: readonly Played[]): Promise<void> {
  const [analyst, second] = staff.filter(({ permissions }) => permissions.has('report.classify'));
  const worked = played.filter(({ state }) => state === 'resolved' || state === 'closed' || state === 'in-progress');
  const done = new Set<string>();
  for (const [n, { id }] of worked.entries()) {
    const { readable } = await call(house, readReport, analyst!, { id });
    const item = readable?.items.find((each) => !done.has(each.id));
    if (!item) continue;
    done.add(item.id);
    const opinion = { itemId: item.id, value: n % 3 === 0 ? ('nothing-illegal' as const) : ('national' as const), on };
    const said = await call(house, classifyItem, analyst!, opinion as never);
    if (said.state === 'provisional' && n % 2 === 0)
      await call(house, giveSecondOpinion, second!, { ...opinion, firstId: said.id } as never);
  }
}

/** Four contests: two that wait, one that is decided on, one that was decided. */
export async function contestSome({ house, reporter, staff }: Cast, drawn: readonly DrawnReport[]): Promise<void> {
  const decider = staff.find(({ permissions }) => permissions.has('report.decide-contest'))!;
  const named = drawn.flatMap(({ items }) => items.split('\n')).slice(0, 2);
  const subjects = [...named, 'https://kucing-rekaan.example/album', 'akun_rekaan_lain di Instagram'];
  for (const [n, subject] of subjects.entries()) {
    const then = house.at(() => new Date(house.now().getTime() - (n + 1) * 2 * dayMs));
    const kind = n % 2 === 0 ? ('content-removed' as const) : ('wrongly-named' as const);
    const { id } = await call(then, fileContest, reporter, {
      once: newOnce(),
      kind,
      subject,
      statement: 'Pernyataan rekaan.',
    });
    if (n < 2) continue;
    await call(house, takeContest, decider, { id });
    if (n === 3)
      await call(house, decideContest, decider, {
        id,
        decision: 'upheld',
        reasons: 'Alasan rekaan untuk dilihat-lihat.',
      });
  }
}

/** Three submissions of fingerprints, drawn from names: no picture has them. */
export async function protectSome({ house, reporter }: Cast): Promise<void> {
  for (const [n, minor] of [true, true, false].entries()) {
    const then = house.at(() => new Date(house.now().getTime() - (n + 1) * hourMs));
    await submitFingerprints(then, reporter, {
      once: newOnce(),
      pictures: [{ pdq: drawnHash(`pdq ${n}`), quality: 100, sha256: drawnHash(`sha256 ${n}`) }],
      minor,
      scope: 'this-desk',
      lifetimeMonths: 12,
      consent: true,
    });
  }
}

const drawnHash = (name: string): string => createHash('sha256').update(`suaka made-up ${name}`).digest('hex');
