// What an address asks for, as text: parts of the path and of the query. What is missing or doubled is empty text.
import type { FastifyRequest } from 'fastify';

/** A named part of the path. */
export const pathPart = ({ params }: FastifyRequest, name: string): string => textIn(params, name);

/** A named part of the query. */
export const queryPart = ({ query }: FastifyRequest, name: string): string => textIn(query, name);

function textIn(holder: unknown, name: string): string {
  const [value] = entriesOf(holder)
    .filter(([key]) => key === name)
    .map(([, found]) => found);
  return typeof value === 'string' ? value : '';
}

/** Names and values of what a request brought along, if anything. */
export function entriesOf(holder: unknown): [string, unknown][] {
  return typeof holder === 'object' && holder !== null ? Object.entries(holder) : [];
}
