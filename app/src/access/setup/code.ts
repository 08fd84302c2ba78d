// The one-time set-up code: whoever sets up a desk that others can reach shows that they can read its terminal.
import { randomInt } from 'node:crypto';
import { Refusal } from '../../kit/errors.ts';
import { partKey } from '../../runtime/house.ts';
import { sameText } from '../tokens.ts';

const alphabet = '23456789abcdefghjkmnpqrstvwxyz'; // nothing that reads like something else
const length = 10; // 30^10: 49 bits
const attempts = 5;

/** Codes are printed through `announce`; after five wrong ones a new one is. */
export class SetUpCode {
  readonly #announce: (code: string) => void;
  #code: string;
  #left = attempts;

  constructor(announce: (code: string) => void) {
    this.#announce = announce;
    this.#code = this.#renew();
  }

  /** @throws Refusal `code-wrong`; after the fifth the code is void and a new one is in the terminal. */
  check(given: string): void {
    if (sameText(bare(given), bare(this.#code))) return;
    this.#left -= 1;
    if (this.#left === 0) this.#code = this.#renew();
    throw new Refusal('unprocessable', 'code-wrong', 'This is not the set-up code; it stands in the terminal', {
      fields: [{ path: 'code', message: 'the code that stands in the terminal' }],
    });
  }

  #renew(): string {
    const letters = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
    const code = `${letters.slice(0, length / 2)}-${letters.slice(length / 2)}`;
    this.#left = attempts;
    this.#announce(code);
    return code;
  }
}

const bare = (code: string): string => code.toLowerCase().replaceAll(/[^0-9a-z]/g, '');

/** Stands in the house only where a code is needed: off loopback. */
export const setUpCodePart = partKey<{ code: SetUpCode | null }>('access.set-up-code');
