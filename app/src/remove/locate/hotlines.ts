// Countries with a hotline that takes reports of child sexual abuse material from other hotlines: members of INHOPE, as its
// directory listed them on the day recorded. Data with its source, relied on by nobody until a named person has checked it.
// A country that is missing may have one: it is then dealt with directly, and nothing is lost but an ally.

export interface Hotline {
  country: string;
  name: string;
  /** Where it takes reports of the public. */
  reports: string;
}

export const hotlinesSource = 'https://www.inhope.org/EN/our-members';
export const hotlinesRecordedOn = '2026-10-09';
export const hotlinesChecked: null | { by: string; on: string } = null;

export const hotlines: readonly Hotline[] = [
  { country: 'AU', name: 'eSafety Commissioner', reports: 'https://www.esafety.gov.au/report' },
  { country: 'BR', name: 'SaferNet Brasil', reports: 'https://new.safernet.org.br/denuncie' },
  {
    country: 'DE',
    name: 'eco, FSM, jugendschutz.net',
    reports: 'https://www.internet-beschwerdestelle.de/en/index.html',
  },
  { country: 'ES', name: 'INCIBE', reports: 'https://www.incibe.es/menores/hotline' },
  { country: 'FR', name: 'Point de Contact', reports: 'https://www.pointdecontact.net/cliquez-signalez/' },
  { country: 'GB', name: 'Internet Watch Foundation', reports: 'https://report.iwf.org.uk/en' },
  { country: 'IE', name: 'Hotline.ie', reports: 'https://hotline.ie/report/' },
  { country: 'IT', name: 'Save the Children Italia, Telefono Azzurro', reports: hotlinesSource },
  { country: 'JP', name: 'Internet Hotline Center Japan', reports: 'https://www.internethotline.jp/' },
  { country: 'MX', name: 'Te Protejo México', reports: 'https://www.teprotejomexico.org/' },
  { country: 'NG', name: 'ACSAI', reports: 'https://acsaing.org/report.html' },
  { country: 'NL', name: 'Offlimits', reports: 'https://meldpunt-kinderporno.nl/' },
  { country: 'NZ', name: 'Netsafe', reports: 'https://report.netsafe.org.nz/hc/en-au/requests/new' },
  { country: 'PH', name: 'ECPAT Philippines', reports: 'http://ecpat.org.ph/report/' },
  { country: 'US', name: 'NCMEC CyberTipline', reports: 'https://report.cybertip.org/' },
  { country: 'ZA', name: 'Film and Publication Board', reports: 'https://apps.fpb.org.za/hotline' },
];

export const hotlineOf = (country: string | null): Hotline | null =>
  hotlines.find((each) => each.country === country) ?? null;
