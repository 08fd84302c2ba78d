// What notices say, in English: to whoever receives them. Plain, exact, without threat, and without a word about victims or
// reporters. Its keys are the measure for the other language.

interface RuleFacts {
  citation: string;
  /** Null where the rule names no time. */
  within: { unit: 'hours' | 'calendar-days' | 'business-days'; count: number } | null;
}

const units = { hours: 'hours', 'calendar-days': 'days', 'business-days': 'business days' };

export const en = {
  subjects: {
    order: 'Order to remove content',
    'warning-1': 'First warning: content not removed',
    'warning-2': 'Second warning: content not removed',
    'warning-3': 'Third warning: content not removed',
    request: 'Request to remove content',
    withdrawal: 'Withdrawal of a notice',
  },
  reasons: {
    'child-sexual-exploitation':
      'What is named below was assessed by trained staff of this desk, or by a body authorised to do so, and classified as sexual exploitation of children.',
    'image-based-sexual-abuse':
      'What is named below shows or offers intimate images of a person without that person’s consent.',
    'sexual-extortion': 'What is named below is used to threaten a person with the spread of intimate images.',
    grooming: 'What is named below is used to approach children for sexual purposes.',
    trafficking: 'What is named below offers persons for sexual exploitation.',
  },
  goodFaith:
    'This desk has assessed what is named here in good faith, believes what this notice says to be accurate and complete, and will withdraw it if that turns out to be wrong.',
  preserve:
    'Please keep what police may need (the content, the account, its connection data) out of public reach and unchanged, as the law that applies to you asks. Do not send any of it to this desk.',
  asks: {
    items: 'Please remove what is named below, and anything identical that you hold, and tell us when that is done.',
    site: 'Please remove, or end the service of, the whole site named below.',
    registrar: 'Please end the registration or the name service of the site named below.',
  },
  statutory: ({ citation, within }: RuleFacts, authority: string): string =>
    `This is an order under ${citation}, made by ${authority}.${within === null ? '' : ` It has to be carried out within ${within.count} ${units[within.unit]}.`}`,
  voluntary: 'This is a request. It is not an order, and this desk names no deadline by law.',
  followed: ({ citation }: RuleFacts): string => `This desk works by ${citation}.`,
  labels: {
    to: 'To',
    from: 'From',
    contact: 'Contact',
    reference: 'Reference',
    issued: 'Issued',
    ground: 'Ground',
    territory: 'Has effect in',
    opening: 'What the recipient asks for',
    basis: 'Basis',
    reasons: 'Reasons',
    proportionality: 'Why nothing less would do',
    items: 'What it is about',
    redress: 'If you disagree',
    goodFaith: 'Statement',
    preserve: 'Keep for police',
    follows: 'Follows the notice',
    fingerprint: 'SHA-256 of this notice',
    repeated: 'This message may have reached you before: an earlier attempt was cut short. It is the same notice.',
  },
  kinds: { url: 'Address', account: 'Account', phone: 'Phone number', group: 'Group' },
  link: (reference: string, address: string): string =>
    `A notice with the reference ${reference} waits for you.\n\nSign in to read and answer it:\n${address}\n\nThis message holds nothing of it, because it could not be sent over a protected way.\n`,
  withdrawn: (reference: string, all: boolean): string =>
    all
      ? `This desk withdraws its notice ${reference}. If you acted on it, please put back what you removed because of it.`
      : `This desk withdraws part of its notice ${reference}: the items below. If you acted on them, please put back what you removed because of it.`,
};
