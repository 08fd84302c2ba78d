// The public face takes words, never pictures: forms are read by this file and nothing else, and whatever carries media
// is thrown away as it arrives, unread and unwritten.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../../kit/errors.ts';
import { isLanguage } from '../../kit/words.ts';
import { mediaInText, mediaKind, percentDecoded } from './media.ts';

/** The largest form, in bytes. A letter outside ASCII takes up to twelve, so that this is room for 40,000 letters at least. */
export const maxFormBytes = 512 * 1024;

/** How much of a refused body is let run through, so that the browser shows the answer instead of a broken connection. */
const maxDrainedBytes = 64 * 1024 * 1024;

/** In this scope only plain forms are read; media in any wrapping is refused kindly, and every other body too. */
export function refuseMedia(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer', bodyLimit: maxFormBytes },
    async (request: FastifyRequest, body: Buffer) => readForm(request, body),
  );
  scope.addContentTypeParser('*', async (request: FastifyRequest) => {
    await drain(request);
    throw carriesFile(request) ? media('a file') : notAForm(request);
  });
}

/** The fields of a form, several values of one name as a list. @throws Refusal `media-refused`. */
function readForm(request: FastifyRequest, body: Buffer): Record<string, string | string[]> {
  const fields = fieldsIn(body);
  const language = fields.findLast(({ name }) => name.toString() === 'language')?.value.toString();
  if (isLanguage(language)) request.language = language;
  const found =
    mediaKind(body) ?? fields.flatMap(({ name, value }) => [name, value]).reduce(firstMedia, null as string | null);
  if (found) throw media(found);
  return joined(fields);
}

const firstMedia = (found: string | null, bytes: Buffer): string | null =>
  found ?? mediaKind(bytes) ?? mediaInText(bytes.toString());

interface FormField {
  name: Buffer;
  value: Buffer;
}

// As bytes, because a picture is not text: WHATWG URL 5.1, without its decoding to UTF-8.
function fieldsIn(body: Buffer): FormField[] {
  const decoded = (text: string): Buffer => percentDecoded(text.replaceAll('+', ' '));
  return body
    .toString('latin1')
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      return equals === -1
        ? { name: decoded(pair), value: Buffer.alloc(0) }
        : { name: decoded(pair.slice(0, equals)), value: decoded(pair.slice(equals + 1)) };
    });
}

function joined(fields: readonly FormField[]): Record<string, string | string[]> {
  const values = Map.groupBy(fields, ({ name }) => name.toString());
  const entries = [...values].map(([name, given]): [string, string | string[]] => {
    const texts = given.map(({ value }) => value.toString());
    return [name, texts.length === 1 ? texts[0]! : texts];
  });
  return Object.fromEntries(entries);
}

const carriesFile = ({ headers }: FastifyRequest): boolean =>
  /^(multipart|image|video|audio)\/|^application\/(octet-stream|pdf|zip)/i.test(headers['content-type'] ?? '');

const media = (kind: string): Refusal =>
  new Refusal(
    'unsupported',
    'media-refused',
    `The form carries ${kind}; only words are taken here, no pictures or files`,
  );

const notAForm = ({ headers }: FastifyRequest): Refusal =>
  new Refusal(
    'unsupported',
    'not-a-form',
    `A body of type "${headers['content-type'] ?? 'unknown'}" is not read here; send application/x-www-form-urlencoded`,
  );

function drain({ raw }: FastifyRequest): Promise<void> {
  return new Promise((resolve) => {
    let bytes = 0;
    raw.on('data', (piece: Buffer) => {
      bytes += piece.length;
      if (bytes <= maxDrainedBytes) return;
      raw.pause();
      resolve();
    });
    for (const end of ['end', 'close', 'error']) raw.once(end, () => resolve());
  });
}
