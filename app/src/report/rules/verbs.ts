// Verbs of the rules that make a report urgent: reading them, looking at what a change would do, and changing one, by
// which every report that waits moves to its new place at once.
import { z } from 'zod';
import { namesOf } from '../../access/index.ts';
import { fieldsPart } from '../../fields/index.ts';
import type { Work } from '../../runtime/database.ts';
import { askVerb, doVerb } from '../../verbs/verb.ts';
import { changedHeadStarts, lockRules } from '../store/rules.ts';
import { type UrgencyCode, urgencyCodes, urgencyRules } from '../urgency.ts';
import { countWaiting, readChanged, requeue, storeRule } from './store.ts';

export interface Rule {
  code: UrgencyCode;
  headStartHours: number;
  /** As the product ships it. */
  shippedHours: number;
  changedAt: Date | null;
  /** The name of whoever changed it; the id where there is none. */
  changedBy: string | null;
}

/** Ten years: further back nothing could be told apart. */
export const mostHours = 87_600;
const right = 'whole hours from 0 to 87,600';
const code = z.enum(urgencyCodes, `one of ${urgencyCodes.join(', ')}`);

const shippedHours = (one: UrgencyCode): number => urgencyRules[one].headStartHours;

/** The rules as they are now, most urgent first. */
export const readRules = askVerb({
  name: 'report.read-rules',
  permission: 'report.look',
  input: z.object({}),
  async run({ house, client }): Promise<Rule[]> {
    const work = { client };
    const changed = new Map((await readChanged(work)).map((each) => [each.code, each]));
    const names = await namesOf(
      work,
      house.part(fieldsPart),
      [...changed.values()].map(({ changedBy }) => changedBy),
    );
    return urgencyCodes.map((each) => {
      const own = changed.get(each);
      return {
        code: each,
        headStartHours: own?.headStartHours ?? shippedHours(each),
        shippedHours: shippedHours(each),
        changedAt: own?.changedAt ?? null,
        changedBy: own ? (names.get(own.changedBy) ?? own.changedBy) : null,
      };
    });
  },
});

/** Waiting reports are counted up to here: beyond it, "more than". */
export const countedUpTo = 10_000;

/** How many waiting reports a change of this rule would move. */
export const readRuleReach = askVerb({
  name: 'report.read-rule-reach',
  permission: 'report.look',
  input: z.object({ code }),
  run: ({ client, input }) => countWaiting({ client }, input.code, countedUpTo + 1),
});

/** Changes the head start of a rule, and moves every waiting report that it applies to. Null: as the product ships it. */
export const changeRule = doVerb({
  name: 'report.change-rule',
  permission: 'report.supervise',
  input: z.object({
    code,
    headStartHours: z.number(right).int(right).min(0, right).max(mostHours, right).nullable(),
  }),
  async run({ caller, input, now, ...work }) {
    await lockRules(work);
    const before = await inForce(work);
    const hours = input.headStartHours === shippedHours(input.code) ? null : input.headStartHours;
    await storeRule(work, { code: input.code, hours, by: caller.id, now });
    const after = await inForce(work);
    const moved = await requeue(work, input.code, after);
    const facts = { from: before[input.code], to: after[input.code], moved };
    return { result: { ...facts }, event: { thing: input.code, facts } };
  },
});

async function inForce(work: Work): Promise<Record<UrgencyCode, number>> {
  const changed = await changedHeadStarts(work);
  return Object.fromEntries(urgencyCodes.map((one) => [one, changed[one] ?? shippedHours(one)])) as Record<
    UrgencyCode,
    number
  >;
}
