// Forms as pages handle them: what was typed, carrying it out, and what to say when it was refused.
import type { FastifyRequest } from 'fastify';
import { type FieldProblem, Refusal } from '../../kit/errors.ts';
import { type Html, html } from '../../kit/html.ts';
import { errorSummary } from '../../kit/look/form.ts';
import { notice } from '../../kit/look/notice.ts';
import { entriesOf } from './asked.ts';
import { sayRefusal } from './say.ts';

/** What a form sent. Names that are missing give empty text or no values: the verb's schema says what is wrong. */
export interface Sent {
  text(name: string): string;
  list(name: string): string[];
}

export function sentBy(request: FastifyRequest): Sent {
  const sent = new Map(entriesOf(request.body));
  const list = (name: string): string[] => [sent.get(name)].flat().filter((one) => typeof one === 'string');
  return { text: (name) => list(name)[0] ?? '', list };
}

/** Why a form is shown again: its status, what to say over it, and the message of each field. */
export interface Problems {
  status: number;
  summary: Html | null;
  of(name: string): string | undefined;
}

/** A form that is shown for the first time. */
export const noProblems: Problems = { status: 200, summary: null, of: () => undefined };

/**
 * Carries a form out.
 * @param right what would be right, by field, in the page's language; a schema's own message is English.
 * @returns what it came to, or the problems with which to show it again. What is no answer to the form is thrown on.
 */
export async function attemptForm<T>(
  request: FastifyRequest,
  right: Readonly<Record<string, string>>,
  act: () => Promise<T>,
): Promise<{ done: T; problems?: never } | { done?: never; problems: Problems }> {
  try {
    return { done: await act() };
  } catch (thrown) {
    if (!(thrown instanceof Refusal) || !answers.has(thrown.kind)) throw thrown;
    return { problems: problemsOf(request, right, thrown) };
  }
}

/** `changes.name` and `hashes.0.name` are asked by the field `name`, `roles.1` by `roles`. */
const fieldIn = (path: string): string => path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? path;

const answers = new Set(['bad-input', 'unprocessable', 'conflict', 'too-many']);

function problemsOf(request: FastifyRequest, right: Readonly<Record<string, string>>, refusal: Refusal): Problems {
  const said = new Map<string, string>();
  for (const { path, message } of refusal.fields) {
    const name = fieldIn(path);
    const text = refusal.code === 'bad-input' ? (right[name] ?? message) : sayRefusal(request, refusal);
    if (!said.has(name)) said.set(name, text);
  }
  const problems: FieldProblem[] = [...said].map(([path, message]) => ({ path, message }));
  const { language } = request;
  return {
    status: refusal.kind === 'bad-input' ? 422 : refusal.status,
    summary:
      problems.length > 0
        ? errorSummary({ language, problems })
        : html`${notice({ tone: 'warning', title: sayRefusal(request, refusal) })}`,
    of: (name) => said.get(name),
  };
}
