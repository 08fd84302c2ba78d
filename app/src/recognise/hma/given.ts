// What clients send, taken as leniently as the original takes it: numbers and truth values also as text, a value that
// may be left out also as null. What does not fit is answered with 422, as there.
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refusal } from '../../kit/errors.ts';
import { badInput } from '../../verbs/verb.ts';

/** A number, or a number in text. */
export const numberGiven = z.union([
  z.number(),
  z
    .string()
    .trim()
    .regex(/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i)
    .transform(Number),
]);

/** A truth value, also as 0 and 1 or in text: true, yes, on, t, y, 1 and their opposites, in any case. */
export const truthGiven = z.union([
  z.boolean(),
  z.literal([0, 1]).transform((digit) => digit === 1),
  z.stringbool({ truthy: ['true', 't', 'yes', 'y', 'on', '1'], falsy: ['false', 'f', 'no', 'n', 'off', '0'] }),
]);

/** @throws Refusal with status 422 that names every field that does not fit. */
export function take<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const { message, fields } = badInput(parsed.error);
  throw new Refusal('unprocessable', 'bad-input', message, { fields });
}

/** The query of a request; of a name given more than once, the first value. */
export function queryOf(request: FastifyRequest): Record<string, string> {
  const given = Object.entries(request.query as Record<string, string | string[]>);
  return Object.fromEntries(given.map(([name, value]) => [name, [value].flat()[0] ?? '']));
}

/** Names in a query parameter, with commas between; null when it is left out or empty. */
export function namesIn(list: string | undefined): string[] | null {
  return list ? list.split(',') : null;
}

/** The JSON object that a request brought. @throws Refusal `not-an-object` saying `otherwise`. */
export function objectOf(body: unknown, otherwise: string): Record<string, unknown> {
  if (isObject(body)) return body;
  throw new Refusal('bad-input', 'not-an-object', otherwise);
}

/** A value as a message names it. */
export function named(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
