// Passwords as they are stored: argon2id in PHC form, from node:crypto.
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

// OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, 2 passes, 1 lane.
const parameters = { memory: 19_456, passes: 2, parallelism: 1 };
const tagBytes = 32;
const saltBytes = 16;

const compute = promisify(argon2);

/** `$argon2id$v=19$m=…,t=…,p=…$salt$hash` of the password in Unicode's NFKC form. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(saltBytes);
  const { memory, passes, parallelism } = parameters;
  const tag = await compute('argon2id', { message: bytes(password), nonce, tagLength: tagBytes, ...parameters });
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(nonce)}$${unpadded(tag)}`;
}

/**
 * Whether the password is the one that was stored. With nothing stored it takes as long and says no, so that the time
 * taken does not tell which accounts exist.
 * @throws Error when what is stored is not in the form of `hashPassword`.
 */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const { parallelism, passes, memory, nonce, tag } = parse(stored ?? nobodys);
  const given = await compute('argon2id', {
    message: bytes(password),
    nonce,
    parallelism,
    passes,
    memory,
    tagLength: tag.length,
  });
  return timingSafeEqual(given, tag) && stored !== null;
}

const form = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([\w+/]+)\$([\w+/]+)$/;
const nobodys = `$argon2id$v=19$m=${parameters.memory},t=${parameters.passes},p=${parameters.parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

function parse(stored: string) {
  const found = form.exec(stored);
  if (!found) throw new Error('A stored password is not in the form of argon2id');
  return {
    memory: Number(found[1]),
    passes: Number(found[2]),
    parallelism: Number(found[3]),
    nonce: Buffer.from(found[4]!, 'base64'),
    tag: Buffer.from(found[5]!, 'base64'),
  };
}

const bytes = (password: string): Buffer => Buffer.from(password.normalize('NFKC'), 'utf8');
const unpadded = (data: Buffer): string => data.toString('base64').replaceAll('=', '');
