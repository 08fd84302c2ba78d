// The operator's mail server, as SUAKA_MAIL_URL and SUAKA_MAIL_FROM name it: read once with the rest of the configuration.
// What may be sent through it follows from it: without a login, or without encryption, no content leaves.

export interface MailSettings {
  host: string;
  port: number;
  /** Encrypted from the first byte (smtps), from STARTTLS on or not at all, or never (a relay on the same machine). */
  encryption: 'from-the-start' | 'by-upgrade' | 'none';
  login: { user: string; password: string } | null;
  /** In whose name: the address, and a name beside it. */
  from: { name: string | null; address: string };
}

/** One mail address in the form that goes into a header and an envelope: no quotes, no spaces, no list, one at sign. */
export const mailAddressPattern =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}){0,8}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])$/;

export const mailUrlForm =
  'smtps://user:password@mail.example.org:465, or smtp://user:password@mail.example.org:587 for STARTTLS; ' +
  'what stands in user and password percent-encoded; ?tls=none only without a password';
export const mailFromForm = 'an address such as desk@example.org, or "The Desk <desk@example.org>"';

/** What SUAKA_MAIL_URL names; null when it is not of the right form. */
export function readMailUrl(text: string): Omit<MailSettings, 'from'> | null {
  const url = URL.parse(text);
  if (url === null || !/^smtps?:$/.test(url.protocol) || !['', '/'].includes(url.pathname) || url.hash !== '')
    return null;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!/^[A-Za-z0-9.:-]{1,255}$/.test(host) || !['', '?tls=none'].includes(url.search)) return null;
  const login = readLogin(url);
  const isPlain = url.search === '?tls=none';
  if (login === null || (isPlain && (url.protocol === 'smtps:' || login.given))) return null;
  const secure = url.protocol === 'smtps:';
  return {
    host,
    port: Number(url.port) || (secure ? 465 : 587),
    encryption: secure ? 'from-the-start' : isPlain ? 'none' : 'by-upgrade',
    login: login.given,
  };
}

function readLogin({ username, password }: URL): { given: MailSettings['login'] } | null {
  if (username === '' && password === '') return { given: null };
  if (username === '' || password === '') return null;
  try {
    return { given: { user: decodeURIComponent(username), password: decodeURIComponent(password) } };
  } catch {
    return null; // a lone percent sign
  }
}

/** What SUAKA_MAIL_FROM names; null when it is not of the right form. */
export function readMailFrom(text: string): MailSettings['from'] | null {
  const named = /^([^<>"@,;:\\\p{Cc}]{1,100}) <([^<>]+)>$/u.exec(text);
  const address = named?.[2] ?? text;
  return mailAddressPattern.test(address) ? { name: named?.[1]?.trim() || null, address } : null;
}
