// An export of a desk among the lists: each of its banks is a list of its own, with the radius that the desk gave it.
import { fingerprintOfKey } from '../../../audit/signing.ts';
import { Refusal } from '../../../kit/errors.ts';
import type { Listed } from '../listed.ts';
import { type OpenOptions, openPackage } from './read.ts';

/** Takes in everything that an export lists. After a refusal the lists must not be used. @throws Refusal */
export async function takePackage(
  listed: Listed,
  given: { file: string; sha256: string },
  stream: AsyncIterable<Uint8Array>,
  options: OpenOptions,
): Promise<void> {
  const opened = await openPackage(stream, options);
  const { id, issuer, recipient, expiresAt } = opened.header;
  const from = {
    id,
    issuer: issuer.name,
    recipient: recipient.name,
    expiresAt,
    signedBy: fingerprintOfKey(issuer.publicKey),
  };
  const lists: number[] = [];
  const words: string[] = [];
  for await (const record of opened.records()) {
    if (record.is === 'word') words.push(record.word);
    else if (record.is === 'list') {
      const { code, radiusBits, qualityFloor } = record.list;
      const name = `${issuer.name}: ${code}`;
      lists.push(
        listed.addList({
          ...given,
          name,
          kind: 'package',
          radiusBits,
          qualityFloor,
          leftOut: 0,
          bad: 0,
          package: from,
        }),
      );
    } else {
      const { algorithm, code, number, list, word } = record.entry;
      const [place, classification] = [lists[list], word === null ? null : words[word]];
      if (place === undefined || classification === undefined)
        throw new Refusal(
          'bad-input',
          'package-damaged',
          `sig_${number} in ${id} is of a list or classification that it does not name`,
        );
      listed.add(place, algorithm, code, `sig_${number}`, classification);
    }
  }
}
