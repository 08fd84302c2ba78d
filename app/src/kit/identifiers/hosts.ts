// Which words with full stops are hosts, where no scheme says so: by the list of public suffixes that tldts carries
// (publicsuffix.org, its part from ICANN), and two endings outside it.
import { parse } from 'tldts';

// RFC 7686: addresses of hidden services. RFC 2606: kept free for examples, in documents and tests.
const moreEndings = /\.(?:onion|example)$/;

/** Whether a host, in ASCII, stands under an ending that exists. */
export function isPublicHost(host: string): boolean {
  if (moreEndings.test(host)) return true;
  const { isIcann, domain, isIp } = parse(host, { allowPrivateDomains: false });
  return !isIp && isIcann === true && domain !== null;
}

// Endings that exist and are words or short forms in Indonesian or English messages ("pergi.ke rumah", "mau.ga"), or
// endings of file names. In running text they make an address only with a path.
const words = new Set(
  'ke gw lu mu sm km la si ni pa ga mo om ae to do is in it at my so no be am as go us zip mov md py sh'.split(' '),
);

export const looksLikeWords = (text: string): boolean =>
  /^[^/?#:]+$/.test(text) && !/^www\./i.test(text) && words.has(text.split('.').at(-1)?.toLowerCase() ?? '');
