// What the desk shares with other organisations: banks whose owner lets partners match against them, and device banks,
// which open by the grant alone and to few.
import { partnersUsing, type Sharable } from '../access/index.ts';
import { Refusal } from '../kit/errors.ts';
import type { Work } from '../runtime/database.ts';
import { mostPartners } from './device/bank.ts';
import { findBank, listBanks } from './store/banks.ts';
import { words } from './words.ts';

export const recogniseSharable: Sharable = {
  label: (language) => words(language).bank,
  uses: ['match'],
  async list({ client }) {
    const { rows } = await client.query<{ id: string }>('SELECT runtime.organisation() AS id');
    const own = (await listBanks(client)).filter(
      (bank) => bank.organisationId === rows[0]!.id && (bank.sharing === 'partners' || bank.kind === 'device'),
    );
    return own.map(({ id, name }) => ({ id, name }));
  },
  async admit(work, id) {
    const bank = await findBank(work.client, id, 'FOR NO KEY UPDATE'); // one partner after another is let in
    if (bank?.kind === 'device') await refuseEleventh(work, id);
  },
};

async function refuseEleventh(work: Work, bankId: string): Promise<void> {
  const partners = await partnersUsing(work, bankId, 'match');
  if (partners.length < mostPartners) return;
  throw new Refusal(
    'conflict',
    'too-many-partners',
    `${partners.length} partners may match with what people gave of their own pictures; ${mostPartners} is the most at one time, so revoke a grant first`,
    { facts: { most: mostPartners } },
  );
}
