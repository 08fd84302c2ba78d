// Receipts: how people come back without an account. The folder's only door.
export { type Receipt, lockReceiptOf, markWrittenDown, receiptOf, storeRecovery } from './store.ts';
export {
  type Form,
  makeReceipt,
  type MadeReceipt,
  newOnce,
  once,
  onceBlind,
  receiptSentBefore,
  receiptTyped,
  shownAgainMs,
} from './receipt.ts';
export { actsFrom, hashPhrase, isPhraseOf, needsPhrase, newPhrase, phraseCountsMs, typedPhrase } from './recovery.ts';
export {
  gavePhrase,
  longestStayMs,
  newTicket,
  openTicket,
  sealTicket,
  ticket,
  type TicketContent,
  ticketMs,
  withPhrase,
} from './ticket.ts';
export { type ReceiptThing, thingOf } from './thing.ts';
