// Outside: what this server sends to others. The room's only door.
export { deliver, type HoldBack, holdBackPart, pausesMs } from './deliveries/attempt.ts';
export {
  type Carrier,
  type CarrierName,
  NotSent,
  Refused,
  registerCarrier,
  type Sending,
  Unclear,
} from './deliveries/carrier.ts';
export { outsideDemonstration } from './demonstration.ts';
export { deliverDue } from './deliveries/due.ts';
export { noteFailure, noteHandOver } from './deliveries/note.ts';
export { type NewDelivery, queueDelivery, type Queueing, stopDeliveries } from './deliveries/queue.ts';
export { type Attempt, attemptsOf, countDeliveries, deliveriesOf, type Delivery } from './deliveries/store.ts';
export { readDeliveries, readDelivery, retryDelivery, solveDelivery } from './deliveries/verbs.ts';
export { fetchGuarded, type GuardedAnswer, type GuardOptions, type ResolvedAddress } from './guard.ts';
export {
  type AnswerSource,
  type Lookups,
  lookupsFrom,
  lookupsPart,
  type NetworkFacts,
  openLookups,
  type Registration,
} from './lookup/index.ts';
export { mailAddress, type MailMessage } from './mail/message.ts';
export { mailStanding, type MailStanding } from './mail/standing.ts';
export { openOutside, type OutsideOptions } from './open.ts';
export { type GuardReason, GuardRefused } from './refused.ts';
export type { DeliveryState } from './states.ts';
export type { WebhookMessage } from './webhook/carrier.ts';
export { newWebhookSecret, webhookSecret } from './webhook/sign.ts';
