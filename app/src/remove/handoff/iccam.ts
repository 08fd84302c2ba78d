// What goes to a hotline in another country, in the form of ICCAM's third interface (POST rest/reports): one address with
// what was said of it, in ICCAM's codes. The specification is shared among members only; field names and codes are those
// that SCART, an open hotline system connected to it, sends (github.com/AbuseIO, as read on 2026-11-29). Nobody has checked
// them against ICCAM itself, so the body is for a person to hand over, not for a machine to send.
import type { Returned } from './store.ts';

const classifications = { baseline: 1, national: 2 } as const;
export type IccamClassification = keyof typeof classifications;
export const isForIccam = (value: string): value is IccamClassification => value in classifications;

const notDetermined = 1;
const siteTypes = { website: 2, fileHost: 3, socialNetwork: 9, imageHost: 20 } as const;

/** Platforms that keep files or pictures; whatever else has a platform is a network of people. */
const fileHosts = ['googledrive', 'mega', 'terabox', 'mediafire', 'dropbox', 'onedrive', 'gofile'];
const imageHosts = ['imgur'];

function siteTypeOf(platform: string | null): number {
  if (platform === null) return siteTypes.website;
  if (fileHosts.includes(platform)) return siteTypes.fileHost;
  return imageHosts.includes(platform) ? siteTypes.imageHost : siteTypes.socialNetwork;
}

/** Image 0, video 1, link 2, container 3, other 4, text 5. What an address shows is not kept here, so it is not said. */
const contentTypeOther = 4;

export interface IccamFacts {
  /** The office in whose name it goes; never a person's name. */
  office: string;
  receivedAt: Date;
  reference: string;
  address: string;
  platform: string | null;
  value: IccamClassification;
  attributes: readonly string[];
  country: string;
  hostAddress: string | null;
  network: number | null;
  networkName: string | null;
}

export interface IccamReport {
  reportingAnalystName: string;
  hotlineReceivedDate: string;
  hotlineReference: string;
  memo: string;
  urls: IccamUrl[];
  sourceUrlUsername: string;
  sourceUrlPassword: string;
  sourceUrlReferrer: string | null;
  sourceUrlSiteType: number;
  sourceUrlCommerciality: number;
  sourceUrlPaymentMethods: number[];
}

interface IccamUrl {
  urlString: string;
  hotlineReference: string;
  hostingCountryCode: string;
  hostingIpAddress: string | null;
  hostingIsp: string | null;
  hostingOrganization: { organizationName: string | null; autonomousSystemNumber?: string };
  isSourceUrl: boolean;
  memo: string;
  contentType: number;
  assessment: Record<string, number>;
  actions: never[];
}

export function iccamReport(facts: IccamFacts): IccamReport {
  const { reference, platform } = facts;
  return {
    reportingAnalystName: facts.office,
    hotlineReceivedDate: facts.receivedAt.toISOString().replace(/\.\d+Z$/, 'Z'),
    hotlineReference: reference,
    memo: '',
    urls: [urlOf(facts)],
    sourceUrlUsername: '',
    sourceUrlPassword: '',
    sourceUrlReferrer: null,
    sourceUrlSiteType: siteTypeOf(platform),
    sourceUrlCommerciality: notDetermined,
    sourceUrlPaymentMethods: [notDetermined],
  };
}

function urlOf({
  address,
  reference,
  country,
  hostAddress,
  network,
  networkName,
  value,
  attributes,
}: IccamFacts): IccamUrl {
  const yes = (...names: string[]) => (names.some((name) => attributes.includes(name)) ? 1 : 0);
  return {
    urlString: address,
    hotlineReference: `${reference}-1`,
    hostingCountryCode: country,
    hostingIpAddress: hostAddress,
    hostingIsp: networkName,
    hostingOrganization: {
      organizationName: networkName,
      ...(network === null ? {} : { autonomousSystemNumber: String(network) }),
    },
    isSourceUrl: true,
    memo: '',
    contentType: contentTypeOther,
    assessment: {
      classification: classifications[value],
      // Age and gender are not kept here; the hotline that sees it says so itself.
      ageCategorization: notDetermined,
      genderCategorization: notDetermined,
      virtualContentCategorization: yes('generated', 'drawn'),
      userGeneratedContentCategorization: yes('self-produced'),
    },
    actions: [],
  };
}

/** ICCAM's actions, by the code in which they come back. */
export const iccamActions: Readonly<Record<number, Returned>> = {
  1: 'police',
  2: 'provider',
  3: 'removed',
  4: 'unavailable',
  5: 'moved',
  7: 'not-illegal',
};
export const iccamActionCodes = Object.keys(iccamActions).map(Number);
