// What the forms of a notice's page do; each says where to go on, and what to say there.
import { approveNotice, proposeNotice } from '../sign.ts';
import { waiveDeadline } from '../../../clocks/index.ts';
import { noteAnswer, noteHandedOver } from '../answers.ts';
import { resumeClock, suspendClock } from '../clock.ts';
import { changeNotice, discardNotice } from '../draft.ts';
import { escalateNotice } from '../escalate.ts';
import { sendNotice } from '../send.ts';
import { withdrawNotice } from '../withdraw.ts';
import type { Sight } from './sight.ts';

type Given = Record<string, string | undefined> & { id: string };
type Act = (seen: Sight, given: Given) => Promise<{ to: string; said: string }>;

const shown = ({ id, version }: Given) => ({ id, version: Number(version) });
const numbers = (text: string): number[] =>
  text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(Number);

export const acts: Record<string, Act> = {
  async propose({ ask, words }, given) {
    const { state } = await ask(proposeNotice, shown(given));
    return { to: given.id, said: state === 'approved' ? words.done.approved : words.done.proposed };
  },
  async approve({ ask, words }, given) {
    const { state } = await ask(approveNotice, shown(given));
    return { to: given.id, said: state === 'approved' ? words.done.approved : words.done.proposed };
  },
  async send({ ask, words }, given) {
    await ask(sendNotice, shown(given));
    return { to: given.id, said: words.done.sent };
  },
  async discard({ ask, words }, given) {
    await ask(discardNotice, shown(given));
    return { to: given.id, said: words.done.discarded };
  },
  async change({ ask, words }, given) {
    await ask(changeNotice, {
      ...shown(given),
      platformId: given.platformId ?? null,
      ruleId: given.ruleId || null,
      language: (given.language || null) as 'id' | null,
      reach: (given.reach || 'items') as 'items',
      reasons: given.reasons ?? '',
      proportionality: given.proportionality ?? '',
    });
    return { to: given.id, said: words.done.changed };
  },
  async 'handed-over'({ ask, words }, given) {
    await ask(noteHandedOver, shown(given));
    return { to: given.id, said: words.done.handedOver };
  },
  async answer({ ask, words }, given) {
    await ask(noteAnswer, {
      ...shown(given),
      state: given.state as 'complied',
      complied: numbers(given.complied ?? ''),
      refusedFor: (given.refusedFor || null) as 'other' | null,
      words: given.words || null,
    });
    return { to: given.id, said: words.done.answered };
  },
  async escalate({ ask, words }, given) {
    const { id } = await ask(escalateNotice, { ...shown(given), platformId: given.platformId ?? null });
    return { to: id, said: words.done.escalated };
  },
  async 'stop-clock'({ ask, words }, given) {
    await ask(suspendClock, { ...shown(given), reason: given.reason as 'stayed' });
    return { to: given.id, said: words.done.clockStopped };
  },
  async 'resume-clock'({ ask, words }, given) {
    await ask(resumeClock, shown(given));
    return { to: given.id, said: words.done.clockResumed };
  },
  async waive({ ask, words }, given) {
    await ask(waiveDeadline, { id: given.deadline ?? '', reason: given.why ?? '' });
    return { to: given.id, said: words.done.waived };
  },
  async withdraw({ ask, words }, given) {
    await ask(withdrawNotice, { ...shown(given), reason: given.reason as 'contest' });
    return { to: given.id, said: words.done.withdrawn };
  },
};
