// What carries a delivery to the other side: mail, webhook, or the desk of a platform on this server. A carrier sends once
// and says how it went; when to try again, and what a crash means, is decided in attempt.ts.
import type { z } from 'zod';
import { type House, partKey } from '../../runtime/house.ts';

export const carrierNames = ['mail', 'webhook', 'desk'] as const;
export type CarrierName = (typeof carrierNames)[number];

/** One attempt, as a carrier gets it. */
export interface Sending {
  /** The delivery's id. */
  id: string;
  /** The same on every attempt: goes with the message, so that whoever has it twice can tell. */
  messageId: string;
  /** As it was queued. */
  message: unknown;
  /** An earlier attempt may have arrived: what is sent has to say so. */
  possiblyRepeated: boolean;
  /** 1 for the first. */
  attempt: number;
  /** Aborted when the attempt has lasted too long: another node may soon take over. */
  signal: AbortSignal;
}

export interface Carrier {
  /**
   * Sends once. The receipt is what the other side said, in its code: never an address, never the content.
   * @throws Refused where trying again would change nothing, NotSent where it surely did not arrive. After anything else
   * that is thrown it may have arrived, and the next attempt is marked.
   */
  send(sending: Sending): Promise<{ receipt: string }>;
  /** What a message has to look like; asked when it is queued, so that nothing is queued that cannot be sent. */
  message?: z.ZodType;
  /** To whom, for the page of one delivery. */
  recipient?(message: unknown): string | null;
}

/** The other side will never take it as it is. `receipt` is a code, as in `Carrier.send`. */
export class Refused extends Error {
  readonly receipt: string;

  constructor(receipt: string, options?: ErrorOptions) {
    super(`Refused: ${receipt}`, options);
    this.name = 'Refused';
    this.receipt = receipt;
  }
}

/** It surely did not arrive this time, and may at the next. `receipt` is a code, as in `Carrier.send`. */
export class NotSent extends Error {
  readonly receipt: string;

  constructor(receipt: string, options?: ErrorOptions) {
    super(`Not sent: ${receipt}`, options);
    this.name = 'NotSent';
    this.receipt = receipt;
  }
}

/** The other side broke off after it had some or all of the content: whether it arrived, nobody can say. */
export class Unclear extends Error {
  readonly receipt: string;

  constructor(receipt: string, options?: ErrorOptions) {
    super(`Unclear: ${receipt}`, options);
    this.name = 'Unclear';
    this.receipt = receipt;
  }
}

export const carriersPart = partKey<Map<CarrierName, Carrier>>('outside.carriers');

/** @throws Error where the name has a carrier already. */
export function registerCarrier(house: House, name: CarrierName, carrier: Carrier): void {
  const carriers = house.part(carriersPart);
  if (carriers.has(name)) throw new Error(`The carrier "${name}" is registered already`);
  carriers.set(name, carrier);
}

/** @throws Error where no room has registered it. */
export function carrierOf(house: House, name: CarrierName): Carrier {
  const carriers = house.part(carriersPart);
  const carrier = carriers.get(name);
  if (carrier) return carrier;
  throw new Error(`No room carries by "${name}"; registered are ${[...carriers.keys()].join(', ') || 'none'}`);
}
