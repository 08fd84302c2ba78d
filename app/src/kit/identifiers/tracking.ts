// Parameters that say where a reader came from and not what is shown: two addresses that differ in them alone are one.
// Each with its reason. What is not listed is kept: a wrong merge would be worse than a missed one.

type Reason = string;

/** On every host. */
const anywhere: Record<string, Reason> = {
  fbclid: 'Facebook: the click',
  gclid: 'Google Ads: the click',
  gclsrc: 'Google Ads: where the click came from',
  gbraid: 'Google Ads: the click, in applications',
  wbraid: 'Google Ads: the click, on the web',
  dclid: 'Google Display: the click',
  msclkid: 'Microsoft Ads: the click',
  yclid: 'Yandex: the click',
  ysclid: 'Yandex: the search',
  ttclid: 'TikTok Ads: the click',
  twclid: 'X Ads: the click',
  li_fat_id: 'LinkedIn Ads: the reader',
  igshid: 'Instagram: who shared it',
  igsh: 'Instagram: who shared it, newer',
  mc_cid: 'Mailchimp: the mailing',
  mc_eid: 'Mailchimp: the reader',
  mibextid: 'Facebook: the application that shared it',
  _ga: 'Google Analytics: the reader',
  _gl: 'Google Analytics: the reader, across hosts',
  ref: 'the page or person that referred to it',
  ref_src: 'the page that referred to it',
  ref_url: 'the page that referred to it',
  referrer: 'the page that referred to it',
  referer: 'the page that referred to it, as HTTP spells it',
};

/** Beginnings of names, on every host. */
const beginnings: Record<string, Reason> = {
  utm_: 'Google Analytics: campaign, source, medium and the like',
  pk_: 'Matomo, older: campaign and the like',
  mtm_: 'Matomo: campaign and the like',
  hsa_: 'HubSpot: advertisement and the like',
};

/** On one platform only: elsewhere these names may mean what is shown. */
const onPlatform: Record<string, Record<string, Reason>> = {
  instagram: { hl: 'language of the page', img_index: 'which picture of the post is open', __a: 'form of the answer' },
  facebook: {
    __tn__: 'place of the link on the page',
    rdid: 'a redirect',
    share_url: 'the short link it came from',
    sfnsn: 'the application that shared it',
    extid: 'the share',
    paipv: 'the view',
    eav: 'the view',
    locale: 'language of the page',
    refsrc: 'the page that referred to it',
    hc_ref: 'place of the link on the page',
    fref: 'place of the link on the page',
    _rdr: 'a redirect',
    _rdc: 'count of redirects',
  },
  tiktok: {
    _t: 'the share',
    _r: 'a redirect',
    is_from_webapp: 'the application that shared it',
    is_copy_url: 'how it was shared',
    sender_device: 'the device that shared it',
    sender_web_id: 'who shared it',
    web_id: 'the reader',
    lang: 'language of the page',
    share_app_id: 'the application that shared it',
    share_link_id: 'the share',
    share_item_id: 'the video again',
    share_author_id: 'the author again',
    sec_user_id: 'who shared it',
    sec_uid: 'who shared it',
    social_share_type: 'how it was shared',
    timestamp: 'when it was shared',
    tt_from: 'where it was shared to',
    u_code: 'who shared it',
    user_id: 'who shared it',
    source: 'where it was shared from',
    checksum: 'of the share',
    enter_method: 'how the reader came',
    refer: 'the page that referred to it',
  },
  x: {
    s: 'the application that shared it',
    t: 'the share',
    cxt: 'place of the link on the page',
    lang: 'language of the page',
  },
  youtube: {
    si: 'who shared it',
    feature: 'how the reader came',
    pp: 'the search',
    ab_channel: 'name of the channel, for display',
    app: 'form of the page',
    gl: 'country of the page',
    hl: 'language of the page',
    embeds_referring_euri: 'the page it stands in',
    source_ve_path: 'place of the link on the page',
  },
  threads: { xmt: 'who shared it' },
  reddit: { share_id: 'the share', rdt: 'a redirect', context: 'how much around a comment is shown' },
  telegram: { single: 'one picture of a post', embed: 'form of the page', mode: 'form of the page' },
  pinterest: { invite_code: 'who shared it', sender: 'who shared it', sfo: 'where it was shared from' },
  linkedin: { trk: 'place of the link on the page', trackingid: 'the reader', lipi: 'the page that referred to it' },
  googledrive: { usp: 'how it was shared', resourcekey: 'a key to open it, the same file without' },
  snapchat: { sender_web_id: 'who shared it', share_id: 'the share', sid: 'the share' },
  twitch: { tt_medium: 'where it was shared to', tt_content: 'place of the link on the page' },
};

/** Names of a facebook parameter with brackets, such as __cft__[0]. */
const bracketed = /^__(?:cft|xts)__/;

/** Whether a parameter says nothing of what is shown. `platform` is the code of the host's platform. */
export function isTracking(parameter: string, platform: string | null): boolean {
  const name = parameter.toLowerCase();
  if (Object.hasOwn(anywhere, name)) return true;
  if (Object.keys(beginnings).some((beginning) => name.startsWith(beginning))) return true;
  if (platform === null) return false;
  const own = onPlatform[platform];
  return (own !== undefined && Object.hasOwn(own, name)) || (platform === 'facebook' && bracketed.test(name));
}
