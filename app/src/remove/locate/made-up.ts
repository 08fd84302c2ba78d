// What is found where everything is made up: nobody outside is asked about it. Addresses and networks are kept for
// documentation (RFC 5737, RFC 5398).
import type { Lookups } from '../../outside/index.ts';

export const madeUpLookups: Lookups = {
  addressesOf: async () => ['192.0.2.7'],
  networkOf: async () => ({ network: 64_511, name: 'JARINGAN-REKAAN', country: 'ID', abuseMail: null }),
  registrationOf: async () => null,
};
