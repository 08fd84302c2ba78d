// Words and paths by which a page says that it is no longer the page that was asked for. They are few, neutral, and only
// ever weaken what is concluded: a clue makes a page "cannot be told", never "gone". At most it takes back a doubt: a 404
// with pictures is plainly gone only where it says so too.

/** What a page says in its title, its first heading, or where it says little else. In lower case. */
export const said = {
  gone: [
    '404',
    'not found',
    'no longer available',
    'no longer exists',
    'has been removed',
    'was removed',
    'been deleted',
    'does not exist',
    "doesn't exist",
    "isn't available",
    'is not available',
    'is unavailable',
    'content unavailable',
    'tidak ditemukan',
    'tidak tersedia',
    'tidak ada lagi',
    'telah dihapus',
    'sudah dihapus',
    'halaman tidak ada',
  ],
  login: ['log in', 'login', 'sign in', 'sign up', 'masuk ke', 'silakan masuk', 'daftar atau masuk'],
  challenge: [
    'captcha',
    'verify you are human',
    'verifying you are human',
    'are you a robot',
    'not a robot',
    'bukan robot',
    'anda manusia',
    'checking your browser',
    'just a moment',
    'attention required',
    'security check',
    'pemeriksaan keamanan',
  ],
  consent: [
    'before you continue',
    'sebelum melanjutkan',
    'sebelum anda melanjutkan',
    'age verification',
    'verify your age',
    'verifikasi usia',
    'konfirmasi usia',
    'cookie consent',
  ],
  country: [
    'in your country',
    'in your region',
    'in your location',
    'in your area',
    'your country or region',
    'for legal reasons',
    'di negara anda',
    'di negaramu',
    'di wilayah anda',
    'di wilayahmu',
    'di lokasi anda',
    'alasan hukum',
  ],
} as const;

export type Clue = keyof typeof said;

/** Paths to which hosts send those who first have to sign in, agree or prove something. */
export const entryPath =
  /(?:^|[/_.-])(?:log-?in|sign-?in|sign-?up|auth|oauth2?|sso|register|masuk|consent|captcha|challenge|checkpoint|verify|age-?(?:gate|check|verification))(?=[/_.-]|$)/i;

/** Paths of pages that say that something went wrong. */
export const errorPath =
  /(?:^|[/_.-])(?:40[0-9]|410|not-?found|error|gone|removed|deleted|unavailable|tidak-ditemukan)(?=[/_.-]|$)/i;

/** The way in: nothing, a language, or an index page. */
export const homePath =
  /^\/?(?:(?:[a-z]{2}(?:[-_][a-z]{2})?|home|beranda|index\.[a-z]{3,5}|default\.[a-z]{3,5})\/?)?$/i;
