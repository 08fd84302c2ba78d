// The structured log. What may stand in it: names of verbs, ids, counts, durations, codes. Never an address of a
// person, a hash, a form field, a header or a body: the serializers below drop what a careless line would carry along.
import { type DestinationStream, type Logger, pino } from 'pino';
import type { Configuration } from './configuration.ts';

export type Log = Logger;

/** @param destination where its lines go; standard output where nothing else is said. */
export function openLog(configuration: Pick<Configuration, 'logLevel'>, destination?: DestinationStream): Log {
  const options = {
    level: configuration.logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { req: () => undefined, res: () => undefined, err: describeFault },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** A fault as it may be logged: name, message and stack, without the values a driver attaches (PostgreSQL's `detail` quotes rows). */
export function describeFault(fault: unknown): Record<string, unknown> {
  if (!(fault instanceof Error)) return { message: String(fault) };
  const code = (fault as { code?: unknown }).code;
  return {
    name: fault.name,
    message: fault.message,
    ...(typeof code === 'string' ? { code } : {}),
    stack: fault.stack,
  };
}
