// What the product says when it refuses: one visible error type, carried unchanged to API, pages and command line.
// Everything else that is thrown is a fault of ours and shows nothing of itself outside the log.

/** Kinds of refusal and the HTTP status each one is answered with (RFC 9110). */
export const refusalStatus = {
  'bad-input': 400,
  'not-signed-in': 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  unsupported: 415,
  unprocessable: 422,
  'too-many': 429,
  unavailable: 503,
} as const;

export type RefusalKind = keyof typeof refusalStatus;

/** One field of the input that could not be taken: where it stands, and what would be right. */
export interface FieldProblem {
  path: string;
  message: string;
}

/**
 * A refusal that the person or program asking may read.
 * `code` is stable and names the case (`bank-code-taken`); `detail` is English and names the value seen and what would
 * be right; `facts` are the values that words in another language need to say the same.
 */
export class Refusal extends Error {
  readonly kind: RefusalKind;
  readonly code: string;
  readonly facts: Record<string, string | number>;
  readonly fields: FieldProblem[];

  constructor(
    kind: RefusalKind,
    code: string,
    detail: string,
    more: { facts?: Record<string, string | number>; fields?: FieldProblem[]; cause?: unknown } = {},
  ) {
    super(detail, { cause: more.cause });
    this.name = 'Refusal';
    this.kind = kind;
    this.code = code;
    this.facts = more.facts ?? {};
    this.fields = more.fields ?? [];
  }

  get status(): number {
    return refusalStatus[this.kind];
  }
}

/** RFC 9457 problem details of a refusal. `type` is a stable relative reference, documented in docs/problems.md. */
export function problemDetails(refusal: Refusal): Record<string, unknown> {
  return {
    type: `/problems/${refusal.code}`,
    title: refusal.code.replaceAll('-', ' '),
    status: refusal.status,
    detail: refusal.message,
    ...(refusal.fields.length > 0 ? { errors: refusal.fields } : {}),
  };
}
