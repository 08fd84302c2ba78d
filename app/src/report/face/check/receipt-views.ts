// What a receipt opens: a report is shown here, other things by whoever owns them.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ReceiptThing } from '../../receipt/index.ts';

/** Shows the thing that a ticket opens. Every form behind it carries the ticket on. */
export type ReceiptView = (request: FastifyRequest, reply: FastifyReply, ticket: string) => Promise<FastifyReply>;

export type ReceiptViews = Readonly<Record<ReceiptThing, ReceiptView>>;
