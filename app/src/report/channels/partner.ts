// Verbs for partners' programs: filing a report, and the little that a program is told about its own afterwards.
import { z } from 'zod';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { idPattern } from '../../kit/ids.ts';
import { askVerb, doVerb } from '../../verbs/verb.ts';
import { toldState } from '../comeback/told.ts';
import { file, told } from '../filing/file.ts';
import { eventFacts } from '../filing/verbs.ts';
import { withoutMedia } from '../no-media.ts';
import { plainText } from '../plain.ts';
import { readEntries } from '../store/entries.ts';
import { reportTable } from '../store/reports.ts';
import { findFiledBy } from './store.ts';

const oneItem = withoutMedia(plainText().max(2000, 'at most 2,000 characters each'));
const mostCharacters = 10_000;

/** One a line as text, or one each in a list. */
const items = z
  .union([told.shape.items.unwrap(), z.array(oneItem).max(500, 'at most 500')], 'text with one on each line, or a list')
  .default('')
  .transform((given) => (typeof given === 'string' ? given : given.map(onOneLine).join('\n')))
  .pipe(z.string().max(mostCharacters, 'at most 10,000 characters together'));

const onOneLine = (item: string): string => item.replace(/[\r\n]+/g, ' ');

/** By a partner's program. The person behind it, if any, gets no receipt from us. */
export const filePartnerReport = doVerb({
  name: 'report.file-for-partner',
  permission: 'report.file',
  input: told
    .extend({
      items,
      /** The partner's own reference, given back to it when it asks. */
      partnerReference: withoutMedia(plainText().trim().min(1, 'a reference').max(200, 'at most 200 characters'))
        .nullable()
        .default(null),
    })
    .strict(), // a name that is not known would be lost without a word
  async run({ house, caller, input, now, ...work }) {
    const { partnerReference, ...given } = input;
    const filed = await file(work, house, {
      told: given,
      channel: 'partner',
      anonymity: given.contact ? 'confidential' : 'anonymous',
      filedBy: caller.id,
      partnerReference,
      onceBlind: null,
      now,
    });
    const { id, reference, items, unreadLines } = filed;
    return {
      result: { id, reference, receivedAt: now, items, unreadLines },
      event: { thing: id, facts: eventFacts('partner', given.concern, filed) },
    };
  },
});

/**
 * What became of a report that this very program filed: as coarse and as late as for anybody who is not the person
 * concerned, whoever the report says it is about.
 */
export const readPartnerReport = askVerb({
  name: 'report.read-for-partner',
  permission: 'report.file',
  input: z.object({ id: z.string().regex(idPattern('report'), 'the id of a report, such as rep_ and 26 characters') }),
  async run({ house, caller, input, now, ...work }) {
    const found = await findFiledBy(work, input.id, caller.id);
    if (!found) throw new Refusal('not-found', 'no-such-report', `This key filed no report "${input.id}"`);
    const [opened] = await house.part(fieldsPart).unseal(work, reportTable, [found], ['partner_reference']);
    const state = toldState({ state: found.state, relation: null }, await readEntries(work, found.id), now);
    return { state, partnerReference: opened?.partner_reference ?? null };
  },
});
