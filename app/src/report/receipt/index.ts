// Receipts: how people come back without an account. The folder's only door.
export { type Receipt, lockReceiptOf, markWrittenDown, receiptOf, storeRecovery } from './store.ts';
export {
  makeReceipt,
  type MadeReceipt,
  newOnce,
  once,
  receiptSentBefore,
  receiptTyped,
  shownAgainMs,
} from './receipt.ts';
export { hashPhrase, isPhraseOf, newPhrase, typedPhrase } from './recovery.ts';
export { openTicket, sealTicket, ticket, type TicketContent, ticketMs } from './ticket.ts';
export { type ReceiptThing, thingOf } from './thing.ts';
