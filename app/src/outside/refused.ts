// Why the guard refused an outgoing request. The address itself is never in the message: it may be that of abuse material,
// and what it resolves to inside our network is nobody's business.

/** Every reason to refuse or give up. */
export const guardReasons = [
  'bad-address',
  'closed-address',
  'closed-port',
  'too-many-redirects',
  'too-large',
  'took-too-long',
  'encoded',
  'unreachable',
] as const;

export type GuardReason = (typeof guardReasons)[number];

/** An outgoing request that was refused or given up. `message` may be shown to whoever named the address. */
export class GuardRefused extends Error {
  readonly reason: GuardReason;

  constructor(reason: GuardReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'GuardRefused';
    this.reason = reason;
  }
}
