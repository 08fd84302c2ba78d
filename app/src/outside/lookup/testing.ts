// Answers in the specified formats for tests of lookups: a made-up hosting company in documentation ranges, as Team Cymru,
// IANA and an RDAP server would say it.
import type { AnswerSource } from './source.ts';

export const network = {
  objectClassName: 'ip network',
  handle: 'CONTOH-1',
  startAddress: '192.0.2.0',
  endAddress: '192.0.2.255',
  ipVersion: 'v4',
  name: 'CONTOH-NET',
  country: 'ID',
  entities: [
    {
      objectClassName: 'entity',
      handle: 'ORG-CONTOH',
      roles: ['registrant'],
      vcardArray: [
        'vcard',
        [
          ['version', {}, 'text', '4.0'],
          ['fn', {}, 'text', 'Hosting Contoh'],
        ],
      ],
      entities: [
        {
          objectClassName: 'entity',
          handle: 'ABUSE-CONTOH',
          roles: ['technical', 'abuse'],
          vcardArray: [
            'vcard',
            [
              ['version', {}, 'text', '4.0'],
              ['fn', {}, 'text', 'Abuse Desk'],
              ['adr', { cc: 'ID' }, 'text', ['', '', '', '', '', '', '']],
              ['email', { type: 'work' }, 'text', 'abuse@hosting-contoh.example'],
            ],
          ],
        },
      ],
    },
  ],
};

export const domain = {
  objectClassName: 'domain',
  ldhName: 'rekaan.example',
  entities: [
    { objectClassName: 'entity', roles: ['registrant'], vcardArray: ['vcard', [['fn', {}, 'text', 'Disembunyikan']]] },
    {
      objectClassName: 'entity',
      handle: '9999',
      roles: ['registrar'],
      vcardArray: [
        'vcard',
        [
          ['version', {}, 'text', '4.0'],
          ['fn', {}, 'text', 'Pendaftar Rekaan'],
          ['adr', { cc: 'SG' }, 'text', ['', '', '', '', '', '', '']],
        ],
      ],
      entities: [
        {
          objectClassName: 'entity',
          roles: ['abuse'],
          vcardArray: ['vcard', [['email', {}, 'text', 'abuse@pendaftar-rekaan.example']]],
        },
      ],
    },
  ],
};

/** What is answered to which question; what is missing was not answered. */
export interface Recorded {
  addresses?: Record<string, string[] | null>;
  texts?: Record<string, string[] | null>;
  json?: Record<string, unknown>;
}

export const usual = {
  addresses: { 'foto.rekaan.example': ['192.0.2.7'] },
  texts: {
    '7.2.0.192.origin.asn.cymru.com': ['64500 | 192.0.2.0/24 | SG | apnic | 2010-01-01'],
    'AS64500.asn.cymru.com': ['64500 | ID | apnic | 2010-01-01 | CONTOH-AS - Hosting Contoh, ID'],
  },
  json: {
    'https://data.iana.org/rdap/ipv4.json': {
      version: '1.0',
      services: [
        [['192.0.0.0/8'], ['https://luas.rdap.example/']],
        [
          ['192.0.2.0/24', '198.51.100.0/24'],
          ['http://rdap.example/', 'https://rdap.example'],
        ],
      ],
    },
    'https://data.iana.org/rdap/dns.json': {
      version: '1.0',
      services: [[['example'], ['https://rdap.example/nama/']]],
    },
    'https://rdap.example/ip/192.0.2.7': network,
    'https://rdap.example/nama/domain/rekaan.example': domain,
  },
} satisfies Recorded;

/** A source of recorded answers, which also keeps what it was asked. */
export function recorded({ addresses = {}, texts = {}, json = {} }: Recorded): AnswerSource & { asked: string[] } {
  const asked: string[] = [];
  const answer = <T>(table: Record<string, T>, question: string): T | null => {
    asked.push(question);
    return table[question] ?? null;
  };
  return {
    asked,
    addresses: async (name) => answer(addresses, name),
    texts: async (name) => answer(texts, name),
    json: async (url) => answer(json, url),
    isPublic: (host) => host.includes('.') && !/^(10|127)\./.test(host),
  };
}
