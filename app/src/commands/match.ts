// `suaka match`: are these pictures or hashes known? Pictures are fingerprinted here and only their hashes are asked about.
import { readFile } from 'node:fs/promises';
import { defineCommand } from 'citty';
import { openFields } from '../fields/index.ts';
import { Refusal } from '../kit/errors.ts';
import { type HashQuery, type Hit, hashesOfPicture, match, openRecognise } from '../recognise/index.ts';
import type { House } from '../runtime/house.ts';
import { call } from '../verbs/verb.ts';
import { atDesk, organisationArgument } from './desk.ts';
import { report } from './terminal.ts';

export const matchCommand = defineCommand({
  meta: { name: 'match', description: 'Ask whether pictures, or hashes written as algorithm:hash, are known' },
  args: {
    files: { type: 'positional', description: 'Pictures, or hashes such as pdq:f8f8…', required: true },
    organisation: organisationArgument,
    json: { type: 'boolean', description: 'One line of JSON for each', default: false },
  },
  async run({ args }) {
    await atDesk(args.organisation, ['recognise.match', 'recognise.see-detail'], async (house, caller) => {
      await openFields(house);
      await openRecognise(house);
      for (const asked of args._) {
        const hashes = await hashesOf(house, asked);
        const { answers, asked: lists } = await call(house, match, caller, { hashes, openMatches: false });
        const hits = answers.flatMap((answer) => answer.hits);
        const said =
          hits.length > 0 ? hits.map((hit) => `${hit.action} ${hit.bank.code} ${howNear(hit)}`).join(', ') : 'no match';
        const outcome = {
          asked,
          hits: hits.map((hit) => ({
            bank: hit.bank.code,
            action: hit.action,
            algorithm: hit.signal.algorithm,
            distanceBits: hit.signal.sourceKind === 'device' ? null : hit.distanceBits,
          })),
          lists: lists.lists,
        };
        report(
          args.json,
          outcome,
          `${asked}: ${said} (asked ${lists.lists.map((list) => list.code).join(', ') || 'no list'})`,
        );
      }
    });
  },
});

/** Of what a person gave of their own picture, how near it is is not told. */
function howNear({ signal, distanceBits }: Hit): string {
  return `${signal.sourceKind === 'device' ? 'within' : 'at'} ${distanceBits} bits`;
}

async function hashesOf(house: House, asked: string): Promise<HashQuery[]> {
  const written = /^(pdq|md5|sha1|sha256):([0-9a-f]+)$/i.exec(asked);
  if (written) return [{ algorithm: written[1]!.toLowerCase() as 'pdq', hash: written[2]!, quality: null }];
  return (await hashesOfPicture(house, await readPictureFile(asked), false)).queries;
}

async function readPictureFile(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (fault) {
    throw new Refusal(
      'bad-input',
      'file-not-readable',
      `"${path}" cannot be read: ${(fault as Error).message}; name a picture, or a hash as algorithm:hash`,
      { cause: fault },
    );
  }
}
