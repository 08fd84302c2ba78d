// What goes into a mail, and the mail made from it. Plain text in UTF-8, nothing that loads or counts, one recipient. What
// would put a line or a second address into a header is refused by its form, before anything is made of it.
import MailComposer from 'nodemailer/lib/mail-composer';
import { z } from 'zod';
import { type MailSettings, mailAddressPattern } from '../../runtime/mail-settings.ts';
import { words } from '../words.ts';

export const mailAddress = z.string().max(254).regex(mailAddressPattern, 'one mail address, such as desk@example.org');
const subject = z
  .string()
  .trim()
  .min(1, 'a subject')
  .max(200, 'at most 200 characters')
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'one line without control characters');
const text = z
  .string()
  .min(1, 'a text')
  .max(200_000, 'at most 200,000 characters')
  // oxlint-disable-next-line no-control-regex
  .regex(/^[^\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]*$/, 'no control characters but tabs and line ends');

/** What is queued for the carrier `mail`. */
export const mailMessage = z.strictObject({
  to: mailAddress,
  /** Where answers go; the address that it comes from where none is given. */
  replyTo: mailAddress.optional(),
  subject,
  text,
  /** What goes out in its place where no content may: that something waits at the platform desk. Null where nothing does. */
  link: z.strictObject({ subject, text }).nullable(),
});
export type MailMessage = z.infer<typeof mailMessage>;

export interface Making {
  messageId: string;
  possiblyRepeated: boolean;
  from: MailSettings['from'];
  at: Date;
}

/** The mail as it is sent, with the given subject and text: either the content's, or the link's. */
export function makeMail(
  message: MailMessage,
  { subject, text }: { subject: string; text: string },
  { messageId, possiblyRepeated, from, at }: Making,
): Promise<Buffer> {
  const marked = possiblyRepeated ? `${repeatedLines}\n\n${text}` : text;
  const composer = new MailComposer({
    from: { name: from.name ?? '', address: from.address },
    to: { name: '', address: message.to },
    replyTo: { name: '', address: message.replyTo ?? from.address },
    subject,
    text: marked,
    textEncoding: 'quoted-printable', // whatever passes it on has no reason to break its lines
    messageId: `<${messageId}>`,
    date: at,
    headers: {
      'Auto-Submitted': 'auto-generated', // RFC 3834: nobody's absence is answered to a desk
      ...(possiblyRepeated ? { 'Suaka-Possibly-Repeated': 'yes' } : {}),
    },
    xMailer: false,
    newline: '\r\n',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

const repeatedLines = `${words('id').repeatedLine}\n${words('en').repeatedLine}`;
