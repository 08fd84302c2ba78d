// Tentang platform yang diberi akses oleh meja, dalam bahasa Indonesia. About platforms that a desk lets in, in Indonesian.
import type { WordsLike } from '../../kit/words.ts';
import type { en } from './words.en.ts';

export const id: WordsLike<typeof en> = {
  refusals: {
    'role-not-here': 'Peran ini bukan untuk organisasi jenis ini.',
    'scope-not-here': 'Cakupan ini bukan untuk organisasi jenis ini.',
    'platform-unknown': 'Meja Anda tidak pernah mengundang platform ini.',
    'platform-closed': 'Platform ini sudah ditutup. Buka dulu kembali.',
    'platform-entered': 'Orang dari platform ini sudah bisa masuk. Tautan dapat mereka buat sendiri.',
  },
  events: {
    'access.invite-platform': 'mengundang sebuah platform',
    'access.renew-invitation': 'membuat tautan baru untuk sebuah platform',
    'access.close-platform': 'menutup sebuah platform',
    'access.reopen-platform': 'membuka kembali sebuah platform',
  },
};
