// The permission matrix over the verbs of this face.
import { openAccess } from '../../access/index.ts';
import { openTestHouse } from '../../testing/house.ts';
import { type Example, type Ground, testMatrix, verbsOf } from '../../testing/matrix.ts';
import { call } from '../../verbs/verb.ts';
import { makeBank } from '../banks.ts';
import { openRecognise } from '../index.ts';
import { listSignal } from '../signals.ts';
import { drawn } from './testing.ts';
import * as verbs from './verbs.ts';

let made = 0;
const bank = async ({ house, maker }: Ground) => {
  const plain = { name: 'Made-up list', purpose: 'Tests', legalBasis: 'None, made up', active: true };
  const ground = 'child-sexual-exploitation' as const;
  return call(house, makeBank, maker, { ...plain, ground, code: `MATRIX_${(made += 1)}` });
};
const content = async (ground: Ground) => {
  const { id: bankId } = await bank(ground);
  const hashes = [{ algorithm: 'pdq' as const, hash: drawn() }];
  const [signal] = await call(ground.house, listSignal, ground.maker, { bankId, hashes });
  const description = { contentId: 'made-up', contentUri: null, json: null };
  const number = signal!.number;
  await call(ground.house, verbs.describeContent, ground.maker, { bankId, content: number, description });
  return { bankId, content: number, hashes };
};

const examples: Record<string, Example> = {
  'recognise.read-named-banks': { input: (ground) => bank(ground).then(() => ({})) },
  'recognise.read-content': { input: content },
  'recognise.find-listed': { input: content },
  'recognise.describe-content': { input: async (ground) => ({ ...(await content(ground)), note: 'Made-up note' }) },
  'recognise.erase-description': { input: content },
  'recognise.look-up': { input: async (ground) => ({ hashes: (await content(ground)).hashes }) },
  'recognise.read-listed-counts': { input: (ground) => content(ground).then(() => ({})) },
};

testMatrix({
  verbs: verbsOf(verbs),
  examples,
  async open() {
    const house = await openTestHouse();
    await openAccess(house.house);
    await openRecognise(house.house);
    return house;
  },
});
