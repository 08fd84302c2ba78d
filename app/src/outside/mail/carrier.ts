// The carrier `mail`. It decides by the operator's settings what leaves: the content over a connection that is signed in
// and encrypted, the link to the platform desk over any other, nothing where no mail is set up.
import type { House } from '../../runtime/house.ts';
import { type Carrier, NotSent, Refused } from '../deliveries/carrier.ts';
import { makeMail, mailMessage } from './message.ts';
import { codesIn, handOverMail } from './session.ts';
import { mailStanding } from './standing.ts';

export interface MailOptions {
  /** Certificates to trust in place of the system's; given in code only, by tests. */
  ca?: string;
}

export function mailCarrier(
  { configuration, now }: Pick<House, 'configuration' | 'now'>,
  options: MailOptions = {},
): Carrier {
  return {
    message: mailMessage,
    recipient: (message) => mailMessage.safeParse(message).data?.to ?? null,
    async send({ message, messageId, possiblyRepeated, signal }) {
      const { mail } = configuration;
      const standing = mailStanding(configuration);
      // Ours to mend, so that it is tried again and not lost to a change of settings.
      if (mail === null || standing === 'off') throw new NotSent('no mail server is set up');
      const { data } = mailMessage.safeParse(message);
      if (!data) throw new Refused('the message cannot go by mail');
      const said = standing === 'full' ? { subject: data.subject, text: data.text } : data.link;
      // Ours to mend as well. A link to where nothing waits would only look like a hand-over.
      if (said === null) throw new NotSent('no protected way');
      const raw = await makeMail(data, said, { messageId, possiblyRepeated, from: mail.from, at: now() });
      const name = new URL(configuration.publicUrl).hostname;
      const envelope = { from: mail.from.address, to: data.to };
      const answer = await handOverMail(mail, envelope, raw, { ...options, name, signal });
      return { receipt: `SMTP ${codesIn(answer)}${standing === 'full' ? '' : ', link only'}` };
    },
  };
}
