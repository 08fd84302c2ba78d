// What may be sent by mail, as the operator has set it up.
import type { Configuration } from '../../runtime/configuration.ts';

/** `full`: content may go out. `link-only`: only that something waits at the platform desk. `off`: no mail at all. */
export type MailStanding = 'full' | 'link-only' | 'off';

/** Content goes only to a server that we signed in to over verified TLS: a login is never configured without it. */
export function mailStanding({ mail }: Pick<Configuration, 'mail'>): MailStanding {
  if (mail === null) return 'off';
  return mail.login !== null && mail.encryption !== 'none' ? 'full' : 'link-only';
}
