// Hosts whose addresses only lead on to another. They stay what they are: where one leads can change, and following it
// would tell someone that it was followed.

const hosts = new Set(
  (
    'bit.ly s.id tinyurl.com t.co vt.tiktok.com vm.tiktok.com fb.me fb.watch lin.ee pin.it lnkd.in goo.gl g.co is.gd ' +
    'v.gd cutt.ly rb.gy shorturl.at ow.ly buff.ly t.ly linktr.ee lynk.id msha.ke heylink.me bio.link rebrand.ly ' +
    'tiny.cc shorturl.asia bitly.ws adf.ly ouo.io safelinku.com 1drv.ms photos.app.goo.gl s.team maps.app.goo.gl'
  ).split(' '),
);

export const isShortLink = (host: string): boolean => hosts.has(host);
