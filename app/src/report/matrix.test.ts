// The permission matrix over the verbs of this desk: every role, every scope of a key, nobody, and another organisation.
// Each part of the desk keeps its own examples; here are those of the verbs that the public face calls, and of the
// go-live list and contests.
import { openAccess } from '../access/index.ts';
import { openRecognise } from '../recognise/index.ts';
import { openTestHouse } from '../testing/house.ts';
import { type Example, type Ground, testMatrix, verbsOf } from '../testing/matrix.ts';
import { nobody } from '../verbs/caller.ts';
import { call } from '../verbs/verb.ts';
import * as report from './index.ts';
import { examples as assess } from './assess/testing.ts';
import { examples as care } from './care/testing.ts';
import { examples as channels } from './channels/testing.ts';
import { examples as exporting } from './export/testing.ts';
import { examples as find } from './find/testing.ts';
import { examples as intake } from './intake/testing.ts';
import { examples as proof } from './proof/testing.ts';
import { newOnce } from './receipt/index.ts';
import { examples as rules } from './rules/testing.ts';
import { examples as settings } from './settings/testing.ts';

const nobodyIn = ({ organisationId }: Ground) => ({ ...nobody, organisationId });

async function filed(ground: Ground) {
  const once = newOnce();
  const made = await call(ground.house, report.fileReport, nobodyIn(ground), { concern: 'grooming', once });
  return { ...made, once };
}

async function contested(ground: Ground) {
  const given = { once: newOnce(), kind: 'wrongly-named' as const, subject: 'https://rekaan.example/x' };
  return call(ground.house, report.fileContest, nobodyIn(ground), given);
}

async function ticketOf(ground: Ground, made: { receipt: string[] | null }): Promise<string> {
  const receipt = made.receipt!.join(' ');
  return (await call(ground.house, report.openReceipt, nobodyIn(ground), { receipt })).ticket;
}

/** A ticket that a receipt was exchanged for within the caller's organisation. */
const ticket = async (ground: Ground) => ({ ticket: await ticketOf(ground, await filed(ground)) });
const contestTicket = async (ground: Ground) => ({ ticket: await ticketOf(ground, await contested(ground)) });

const fingerprints = () => ({
  once: newOnce(),
  pictures: [{ pdq: '0f'.repeat(32), quality: 80, sha256: 'ab'.repeat(32) }],
  minor: false,
  scope: 'this-desk' as const,
  lifetimeMonths: 12,
  consent: true as const,
});
const submission = (ground: Ground) => report.submitFingerprints(ground.house, nobodyIn(ground), fingerprints());

/** The ticket of a submission with its recovery phrase given. */
async function fullTicket(ground: Ground): Promise<string> {
  const bare = await ticketOf(ground, await submission(ground));
  const phrase = 'tiga kucing di atap rumah';
  return (await call(ground.house, report.setRecovery, nobodyIn(ground), { ticket: bare, phrase })).ticket;
}

const line = async ({ house, maker }: Ground) => {
  const given = { kind: 'crisis' as const, name: 'Saluran Rekaan', number: '000' };
  return { id: (await call(house, report.keepLine, maker, given)).id };
};
/** A contest that the caller may take, or has taken. */
const contest = async (ground: Ground) => ({ id: (await contested(ground)).id });
const takenContest = async (ground: Ground) => {
  const given = await contest(ground);
  await call(ground.house, report.takeContest, ground.caller, given);
  return given;
};

// Whoever is nobody works in the organisation that the public face belongs to; the matrix's nobody works in none.
const open = {
  open: 'anyone',
  refusals: ['receipt-unknown', 'no-such-contest', 'no-recovery-phrase', 'not-set-up'],
} as const;

const core: Record<string, Example> = {
  'report.file': { input: () => ({ concern: 'unsure', once: newOnce() }), ...open },
  'report.confirm-written-down': { input: async (ground) => ({ once: (await filed(ground)).once }), ...open },
  'report.open-receipt': {
    input: async (ground) => ({ receipt: (await filed(ground)).receipt!.join(' ') }),
    ...open,
  },
  'report.come-back': { input: ticket, ...open },
  'report.give-phrase': { input: async (ground) => ({ ...(await ticket(ground)), phrase: 'Made up' }), ...open },
  'report.set-recovery': { input: async (ground) => ({ ...(await ticket(ground)), phrase: 'Made-up words' }), ...open },
  'report.write-to-desk': { input: async (ground) => ({ ...(await ticket(ground)), body: 'Made up' }), ...open },
  'report.set-contact': { input: async (ground) => ({ ...(await ticket(ground)), contact: null }), ...open },
  'report.record': { input: () => ({ concern: 'unsure', channel: 'phone' }) },
  'report.file-for-partner': { input: () => ({ concern: 'unsure' }) },
  'report.file-contest': {
    input: () => ({ once: newOnce(), kind: 'wrongly-named', subject: 'https://rekaan.example/x' }),
    ...open,
  },
  'report.come-back-to-contest': { input: contestTicket, ...open },
  'report.write-about-contest': { input: async (g) => ({ ...(await contestTicket(g)), body: 'Made up' }), ...open },
  'report.read-contests': { input: () => ({}) },
  'report.read-contest': { input: contest },
  'report.take-contest': { input: contest },
  'report.hand-contest-back': { input: takenContest },
  'report.write-to-contester': { input: async (ground) => ({ ...(await takenContest(ground)), body: 'Made up' }) },
  'report.decide-contest': {
    input: async (ground) => ({ ...(await takenContest(ground)), decision: 'not-ours', reasons: 'Made-up reasons.' }),
  },
  'report.read-face': { input: () => ({}), ...open },
  'report.read-go-live': { input: () => ({}) },
  'report.confirm-point': { input: () => ({ point: 'tls' }) },
  'report.withdraw-point': { input: () => ({ point: 'tls' }) },
  'report.sign-off': { input: () => ({}), refusals: ['not-ready-to-go-live'] },
  'report.take-off-line': { input: () => ({}) },
  'report.keep-line': { input: () => ({ kind: 'bank', name: 'Bank Rekaan', number: '000' }) },
  'report.verify-line': { input: line },
  'report.drop-line': { input: line },
  'report.begin-submission': { input: fingerprints, ...open },
  'report.read-submission': { input: async (ground) => ({ id: (await submission(ground)).id }) },
  'report.read-my-submission': {
    input: async (ground) => ({ ticket: await ticketOf(ground, await submission(ground)) }),
    ...open,
  },
  'report.ask-withdrawal': { input: async (ground) => ({ ticket: await fullTicket(ground) }), ...open },
  'report.cancel-withdrawal': {
    async input(ground) {
      const given = { ticket: await fullTicket(ground) };
      await call(ground.house, report.askWithdrawal, nobodyIn(ground), given);
      return given;
    },
    ...open,
  },
  'report.end-submission': { input: async (ground) => ({ id: (await submission(ground)).id }) },
};

testMatrix({
  verbs: verbsOf(report),
  examples: {
    ...core,
    ...channels,
    ...assess,
    ...care,
    ...exporting,
    ...find,
    ...intake,
    ...proof,
    ...rules,
    ...settings,
  },
  async open() {
    const made = await openTestHouse();
    await openAccess(made.house);
    await openRecognise(made.house);
    report.openReport(made.house);
    return made;
  },
});
