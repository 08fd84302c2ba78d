// What the desk shares with other organisations: banks whose owner lets partners match against them.
import type { Sharable } from '../access/index.ts';
import { listBanks } from './store/banks.ts';
import { words } from './words.ts';

export const recogniseSharable: Sharable = {
  label: (language) => words(language).bank,
  uses: ['match'],
  async list({ client }) {
    const { rows } = await client.query<{ id: string }>('SELECT runtime.organisation() AS id');
    const own = (await listBanks(client)).filter(
      (bank) => bank.organisationId === rows[0]!.id && bank.sharing === 'partners',
    );
    return own.map(({ id, name }) => ({ id, name }));
  },
};
