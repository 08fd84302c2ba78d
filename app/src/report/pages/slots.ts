// The places on this desk's pages that desks to the right fill with panels and badges of their own: main hands them in.
// A slot is told of ids only, asks its own verbs in the name of whoever looks, and answers nothing where it has nothing
// to show or they may not see it.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Piece } from '../../kit/html.ts';

export interface ReportSlots {
  /** Beside the items on a report's page, by the item's id; asked once for all of them. */
  items?: (
    request: FastifyRequest,
    reply: FastifyReply,
    itemIds: readonly string[],
  ) => Promise<ReadonlyMap<string, Piece>>;
  /** On a report's page, in the narrow column before the timeline. */
  aside?: (request: FastifyRequest, reply: FastifyReply, reportId: string) => Promise<Piece>;
  /** On an item's page, under what was said of it and before the next step. */
  itemPage?: (request: FastifyRequest, reply: FastifyReply, itemId: string) => Promise<Piece>;
  /** On a contest's page, for whoever may decide: what else concerns the items that it is about. */
  contest?: (
    request: FastifyRequest,
    reply: FastifyReply,
    contestId: string,
    itemIds: readonly string[],
  ) => Promise<Piece>;
}
