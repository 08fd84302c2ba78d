// Verbs of holidays. A change counts for deadlines that begin afterwards; those that run keep the days they began with.
import { z } from 'zod';
import { Refusal } from '../../kit/errors.ts';
import { askVerb, doVerb } from '../../verbs/verb.ts';
import { dayAt } from '../zones.ts';
import { deleteHoliday, insertHolidays, listHolidays } from './store.ts';

const permission = 'clocks.sign';
const country = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/, 'two letters for a country, such as ID');
const day = z.iso.date('a day such as 2027-03-01');

/** From today on. */
export const readHolidays = askVerb({
  name: 'clocks.read-holidays',
  permission: 'clocks.look',
  input: z.object({}),
  run: ({ client, now }) => listHolidays({ client }, dayAt(now, 'Asia/Jakarta')),
});

/** Adds days of one country; how many were new. */
export const addHolidays = doVerb({
  name: 'clocks.add-holidays',
  permission,
  input: z.object({
    country,
    days: z
      .array(z.object({ day, name: z.string().trim().max(100, 'at most 100 characters').default('') }))
      .min(1, 'at least one day')
      .max(100, 'at most 100 days at once'),
  }),
  async run({ caller, input, now, ...work }) {
    const added = await insertHolidays(work, input.country, input.days, { by: caller.id, now });
    return { result: { added }, event: { thing: `holidays:${input.country}`, facts: { added } } };
  },
});

export const removeHoliday = doVerb({
  name: 'clocks.remove-holiday',
  permission,
  input: z.object({ country, day }),
  async run({ input, ...work }) {
    if (!(await deleteHoliday(work, input.country, input.day)))
      throw new Refusal('not-found', 'no-such-holiday', `${input.day} is no holiday of ${input.country} here`);
    return { result: null, event: { thing: `holidays:${input.country}`, facts: { day: input.day } } };
  },
});
