// The entries that the product comes with: where the public can report to each platform, as its own pages say. Every line
// names the page it was read on; `checked` stays null until a named person has tried the way, and a desk checks its own copy.
import type { PlatformKind } from './store.ts';

export interface KnownPlatform {
  /** Under what a desk that loaded it knows it again. */
  known: string;
  code: string | null;
  name: string;
  kind: PlatformKind;
  /** Of its operator; null where that differs by who uses it. */
  country: string | null;
  language: 'id' | 'en';
  /** Their form, or the page that leads to it. */
  form: string;
  mail?: string;
  domains?: string[];
  network?: number;
  source: string;
  recordedOn: string;
  checked: null | { by: string; on: string };
}

const recordedOn = '2026-11-29';

/** A platform whose own page of help is where one reports. */
const platform = (
  code: string,
  name: string,
  country: string | null,
  form: string,
  more: Partial<KnownPlatform> = {},
): KnownPlatform => ({
  known: code,
  code,
  name,
  kind: 'platform',
  country,
  language: 'en',
  form,
  source: form,
  recordedOn,
  checked: null,
  ...more,
});

export const knownPlatforms: readonly KnownPlatform[] = [
  platform('facebook', 'Facebook', 'US', 'https://www.facebook.com/help/1380418588640631'),
  platform('instagram', 'Instagram', 'US', 'https://help.instagram.com/527320407282978'),
  platform('tiktok', 'TikTok', null, 'https://support.tiktok.com/en/safety-hc/report-a-problem'),
  platform('youtube', 'YouTube', 'US', 'https://support.google.com/youtube/answer/2801999'),
  platform('discord', 'Discord', 'US', 'https://discord.com/safety/360044103651-reporting-abusive-behavior-to-discord'),
  platform('snapchat', 'Snapchat', 'US', 'https://values.snap.com/safety/safety-reporting'),
  platform(
    'roblox',
    'Roblox',
    'US',
    'https://en.help.roblox.com/hc/en-us/articles/203312410-How-to-Report-Rule-Violations-and-Block-a-User',
  ),
  platform('line', 'LINE', 'JP', 'https://help.line.me/line/desktop/categoryId/20007873/3/pc?country=ID&lang=en'),
  platform('pinterest', 'Pinterest', 'US', 'https://help.pinterest.com/en/article/report-something-on-pinterest'),
  platform('dropbox', 'Dropbox', 'US', 'https://help.dropbox.com/id-id/account-settings/report-abuse', {
    language: 'id',
  }),
  platform('onedrive', 'OneDrive', 'US', 'https://support.microsoft.com/office/a43d451f-f3b0-4b5d-8d4d-a271f654c06f'),
  platform('mega', 'MEGA', 'NZ', 'https://help.mega.io/security/compliance/report-abuse'),
  // The mail address is named in a suggestion on Telegram's own site, not by Telegram itself: to be checked before use.
  platform('telegram', 'Telegram', null, 'https://telegram.org/support', {
    mail: 'stopCA@telegram.org',
    source: 'https://bugs.telegram.org/c/42114/162',
  }),
  {
    ...platform('google-search', 'Google Search', 'US', 'https://support.google.com/websearch/answer/15300563'),
    code: null,
    kind: 'search',
  },
];
