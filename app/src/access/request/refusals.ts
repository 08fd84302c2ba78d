// From whatever was thrown to what may be said about it: ours unchanged, the framework's in the same form, faults not at all.
import { Refusal, type RefusalKind } from '../../kit/errors.ts';

interface FrameworkError extends Error {
  statusCode?: number;
  code?: string;
}

const kinds: Record<number, RefusalKind> = {
  404: 'not-found',
  413: 'too-large',
  415: 'unsupported',
  429: 'too-many',
  503: 'unavailable',
};

/** What the database cannot hold, by PostgreSQL's code; its own message would quote the row. */
const misfits: Record<string, string> = {
  '22021': 'A text holds a character that cannot be stored, such as NUL',
  '22P05': 'A text holds a character that cannot be stored, such as NUL',
  '22003': 'A number is too large to be stored',
  '22008': 'A date is too far away to be stored',
};

/** The refusal behind what was thrown; null for a fault of ours, which shows nothing of itself. */
export function asRefusal(thrown: unknown): Refusal | null {
  if (thrown instanceof Refusal) return thrown;
  const { statusCode = 500, code = '', message } = thrown as FrameworkError;
  const misfit = misfits[code];
  if (misfit) return new Refusal('bad-input', 'value-not-storable', misfit, { cause: thrown });
  if (
    /^(Multipart: |Malformed part header|Unexpected end of (form|multipart data)|Part terminated early)/.test(message)
  )
    return new Refusal('bad-input', 'form-malformed', `The multipart form cannot be read: ${message}`, {
      cause: thrown,
    });
  if (statusCode < 400 || (statusCode >= 500 && statusCode !== 503)) return null;
  return new Refusal(kinds[statusCode] ?? 'bad-input', nameOf(code), message, { cause: thrown });
}

// FST_ERR_CTP_BODY_TOO_LARGE becomes body-too-large.
const nameOf = (code: string): string =>
  code
    .replace(/^FST_(ERR_)?/, '')
    .replace(/^CTP_/, '')
    .toLowerCase()
    .replaceAll('_', '-') || 'request-not-understood';

/** No route has this address. */
export const notFound = (): Refusal =>
  new Refusal('not-found', 'nothing-here', 'Nothing has this address on this server');

/** How long whoever asked should wait, for the header Retry-After. */
export function retryAfterSeconds(refusal: Refusal): number | null {
  const seconds = refusal.facts.retryAfterSeconds;
  return typeof seconds === 'number' ? seconds : null;
}
