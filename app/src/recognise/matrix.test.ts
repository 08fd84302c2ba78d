// The permission matrix over the verbs of this desk: every role, every scope of a key, nobody, and another organisation.
import { openAccess } from '../access/index.ts';
import { openTestHouse } from '../testing/house.ts';
import { type Example, type Ground, testMatrix, verbsOf } from '../testing/matrix.ts';
import { newId } from '../kit/ids.ts';
import { type Caller, nodeCaller } from '../verbs/caller.ts';
import { call } from '../verbs/verb.ts';
import * as bulk from './bulk/index.ts';
import * as hma from './hma/verbs.ts';
import * as recognise from './index.ts';
import { nameSignal } from './signals.ts';
import { examples as scanExamples } from './scan-export/testing.ts';
import { drawnHash } from './testing.ts';

let unique = 0;
const properties = () => ({
  code: `MATRIX_${(unique += 1)}`,
  name: 'Made-up list',
  purpose: 'Tests',
  legalBasis: 'None, made up',
  ground: 'grooming' as const,
});
const bank = ({ house, maker }: Ground, more = {}) =>
  call(house, recognise.makeBank, maker, { ...properties(), active: true, ...more });
const onBank = async (ground: Ground) => ({ id: (await bank(ground)).id });

/** A listed hash in a bank of its own. */
async function signal(ground: Ground, more = {}) {
  const { id: bankId } = await bank(ground, more);
  const hash = drawnHash();
  const [listed] = await call(ground.house, recognise.listSignal, ground.maker, {
    bankId,
    hashes: [{ algorithm: 'pdq', hash }],
  });
  await ground.house.part(recognise.signalIndexKey).follow();
  return { bankId, hash, number: listed!.number, id: nameSignal(listed!.number), content: listed!.content };
}

const withReason = async (ground: Ground) => ({ id: (await signal(ground)).id, reason: 'Made up' });
const withdrawn = async (ground: Ground) => {
  const given = await withReason(ground);
  await call(ground.house, recognise.withdrawSignal, ground.maker, given);
  return given;
};

/** A match that is open for the organisation. */
async function openMatch(ground: Ground): Promise<{ id: string }> {
  const { hash } = await signal(ground);
  const { answers } = await call(ground.house, recognise.match, ground.maker, { hashes: [{ algorithm: 'pdq', hash }] });
  return { id: [...answers[0]!.matchIds.values()][0]! };
}

const begunImport = async (ground: Ground) => {
  const { id } = await call(ground.house, bulk.beginImport, ground.maker, { bankId: (await bank(ground)).id });
  return { id };
};
async function* lines(): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`hash,algorithm\n${drawnHash()},pdq\n`);
}
const finishedImport = async (ground: Ground) => {
  const { id: bankId } = await bank(ground, { secondReview: true });
  const { id } = await bulk.importFile(ground.house, ground.maker, { bankId }, lines());
  return { id };
};
const alarm = ({ house, maker }: Ground, caller: Caller = maker) =>
  call(house, recognise.raiseAlarm, maker, { kind: 'near-neighbour-probing', callerId: caller.id });
const content = async (ground: Ground) => {
  const { bankId, content: number } = await signal(ground);
  return { bankId, content: number };
};
/** A submission that the process itself listed: nobody else may. */
async function submission({ house, organisationId }: Ground, listed = true) {
  const given = {
    submissionId: newId('submission'),
    ground: 'sexual-extortion' as const,
    expiresAt: null,
    ...oneHash(),
  };
  const desk = nodeCaller(organisationId, [recognise.devicePermission]);
  if (listed) await call(house, recognise.listDeviceSignals, desk, given);
  return given;
}
const submissionId = async (ground: Ground) => ({ submissionId: (await submission(ground)).submissionId });

const oneHash = () => ({ hashes: [{ algorithm: 'pdq' as const, hash: drawnHash() }] });

const examples: Record<string, Example> = {
  ...scanExamples,
  'recognise.make-bank': { input: properties },
  'recognise.change-bank': {
    input: async (ground) => ({ ...(await onBank(ground)), changes: { name: 'Another name' } }),
  },
  'recognise.move-bank': { input: async (ground) => ({ ...(await onBank(ground)), transition: 'suspend' }) },
  'recognise.end-bank': { input: async (ground) => ({ ...(await onBank(ground)), reason: 'Made up' }) },
  'recognise.read-banks': { input: () => ({}) },
  'recognise.read-bank': { input: onBank },
  'recognise.list-signal': { input: async (ground) => ({ bankId: (await bank(ground)).id, ...oneHash() }) },
  'recognise.withdraw-signal': { input: withReason },
  'recognise.relist-signal': { input: withdrawn },
  'recognise.approve-signal': {
    input: async (ground) => ({ id: (await signal(ground, { secondReview: true })).id }),
    refusals: ['needs-a-second-person'],
  },
  'recognise.reinstate-signal': { input: withReason, refusals: ['wrong-state'] },
  'recognise.pause-signal': { input: async (ground) => ({ ...(await content(ground)), until: 'infinity' }) },
  'recognise.expire-signals': { input: () => ({}) },
  'recognise.read-signals': { input: async (ground) => ({ bankId: (await signal(ground)).bankId }) },
  'recognise.read-signal': { input: async (ground) => ({ id: (await signal(ground)).id }) },
  'recognise.approve-import': { input: finishedImport, refusals: ['nothing-to-approve'] },
  'recognise.ensure-device-bank': { input: () => ({ ground: 'sexual-extortion' }) },
  'recognise.list-device-signals': { input: (ground) => submission(ground, false) },
  'recognise.withdraw-device-signals': {
    input: async (ground) => ({ ...(await submissionId(ground)), reason: 'withdrawn-by-giver' }),
  },
  'recognise.erase-device-signals': { input: submissionId },
  'recognise.erase-keyless-signals': { input: () => ({}) },
  'recognise.read-device-status': { input: submissionId },
  'recognise.match': {
    input: async (ground) => ({ hashes: [{ algorithm: 'pdq', hash: (await signal(ground)).hash }] }),
  },
  'recognise.open-matches': { input: () => ({ matches: [] }) },
  'recognise.read-matches': { input: async (ground) => openMatch(ground).then(() => ({})) },
  'recognise.read-match': { input: openMatch },
  'recognise.check-copy': { input: async (ground) => ({ ...(await openMatch(ground)), hash: drawnHash() }) },
  'recognise.give-verdict': {
    input: async (ground) => ({ ...(await openMatch(ground)), verdict: 'refuted', basis: 'Made up' }),
  },
  'recognise.consider-quarantine': { input: async (ground) => ({ id: (await signal(ground)).id }) },
  'recognise.raise-alarm': { input: () => ({ kind: 'near-neighbour-probing', callerId: 'someone' }) },
  'recognise.read-alarms': { input: async (ground) => alarm(ground).then(() => ({})) },
  'recognise.settle-alarm': { input: async (ground) => ({ id: await alarm(ground) }) },
  'recognise.count-waiting': { input: () => ({}) },
  'recognise.read-lookup-days': { input: () => ({}) },
  'recognise.begin-import': { input: async (ground) => ({ bankId: (await bank(ground)).id }) },
  'recognise.apply-import': { input: begunImport, refusals: ['wrong-state'] },
  'recognise.refuse-import': {
    input: async (ground) => ({ ...(await begunImport(ground)), code: 'made-up', why: 'Made up' }),
  },
  'recognise.abandon-import': { input: begunImport },
  'recognise.abandon-stale-imports': { input: () => ({}) },
  'recognise.read-imports': { input: async (ground) => begunImport(ground).then(() => ({})) },
  'recognise.read-import': { input: begunImport },
  'recognise.export-signals': { input: async (ground) => ({ bankId: (await signal(ground)).bankId }) },
  'recognise.read-named-banks': { input: () => ({}) },
  'recognise.read-content': { input: content },
  'recognise.find-listed': { input: async (ground) => ({ bankId: (await bank(ground)).id, ...oneHash() }) },
  'recognise.describe-content': { input: async (ground) => ({ ...(await content(ground)), note: 'Made up' }) },
  'recognise.erase-description': { input: content },
  'recognise.look-up': {
    input: async (ground) => ({ hashes: [{ algorithm: 'pdq', hash: (await signal(ground)).hash }] }),
  },
  'recognise.read-listed-counts': { input: () => ({}) },
};

testMatrix({
  verbs: [...verbsOf(recognise), ...verbsOf(bulk), ...verbsOf(hma)],
  examples,
  async open() {
    const made = await openTestHouse();
    await openAccess(made.house);
    await recognise.openRecognise(made.house);
    return made;
  },
});
