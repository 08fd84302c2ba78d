// The permission matrix over the verbs of this room.
import { asNode } from '../runtime/database.ts';
import { testPassword } from '../testing/desk.ts';
import { openTestHouse } from '../testing/house.ts';
import { type Example, type Ground, testMatrix, verbsOf } from '../testing/matrix.ts';
import { call } from '../verbs/verb.ts';
import * as access from './index.ts';

const organisationsThing = { id: 'bnk_00000000000000000000000000', name: 'Made-up list' };
let unique = 0;
const freshEmail = () => `matrix${(unique += 1)}@made-up.example`;

const person = async ({ house, maker }: Ground) => {
  const given = { name: 'Made-up Person', email: freshEmail(), roles: ['analyst' as const] };
  return call(house, access.addPerson, maker, given);
};
const itsId = async (ground: Ground) => ({ id: (await person(ground)).id });
const grant = async ({ house, maker, partnerId }: Ground) => {
  const given = {
    to: partnerId,
    thing: organisationsThing.id,
    use: 'match' as const,
    agreement: 'Made-up agreement 1',
  };
  const standing = (await call(house, access.listGrants, maker, {})).given.find(({ revokedAt }) => revokedAt === null);
  if (standing) await call(house, access.revokeGrant, maker, { id: standing.id });
  return given;
};
const sessionOf = ({ house, caller }: Ground): Promise<{ id: string }> =>
  asNode(
    house.database,
    async ({ client }) =>
      (await client.query('SELECT id FROM access.session WHERE person_id = $1', [caller.id])).rows[0],
  );
const platform = async ({ house, maker }: Ground) => {
  const given = { name: 'Made-up Platform', person: 'Made-up Person', email: freshEmail() };
  const { id } = await call(house, access.invitePlatform, maker, given);
  return { id };
};
const answer = { id: 'bm8', type: 'public-key', rawId: 'bm8', response: {}, clientExtensionResults: {} };

const examples: Record<string, Example> = {
  'access.list-people': { input: () => ({}) },
  'access.read-person': { input: itsId },
  'access.add-person': { input: () => ({ name: 'Made-up Person', email: freshEmail(), roles: ['auditor'] }) },
  'access.make-password-link': { input: itsId },
  'access.change-roles': { input: async (ground) => ({ ...(await itsId(ground)), roles: ['curator'] }) },
  'access.disable-person': { input: itsId },
  'access.enable-person': { input: itsId },
  'access.unlock-person': { input: itsId },
  'access.take-away-second-factor': { input: itsId, refusals: ['factor-unknown'] },
  'access.read-sign-in-rule': { input: () => ({}) },
  'access.require-second-factor': { input: () => ({ required: true }) },
  'access.read-my-second-factor': { input: () => ({}), open: 'oneself' },
  'access.begin-second-factor': { input: () => ({}), open: 'oneself' },
  'access.confirm-second-factor': {
    input: () => ({ code: '000000' }),
    open: 'oneself',
    refusals: ['factor-not-begun'],
  },
  'access.remove-second-factor': {
    input: () => ({ proof: testPassword }),
    open: 'oneself',
    refusals: ['factor-unknown'],
  },
  'access.sign-in-with-code': {
    input: () => ({ ticket: 'none', code: '000000' }),
    open: 'anyone',
    refusals: ['sign-in-again'],
  },
  'access.sign-in-by-enrolling': {
    input: () => ({ ticket: 'none', code: '000000' }),
    open: 'anyone',
    refusals: ['sign-in-again'],
  },
  'access.invite-platform': {
    input: () => ({ name: 'Made-up Platform', person: 'Made-up Person', email: freshEmail() }),
  },
  'access.read-platforms': { input: async (ground) => platform(ground).then(() => ({})) },
  'access.renew-invitation': { input: platform },
  'access.close-platform': { input: platform },
  'access.reopen-platform': { input: platform },
  'access.list-keys': { input: () => ({}) },
  'access.make-key': { input: () => ({ name: 'Made-up program', scopes: ['match'] }) },
  'access.revoke-key': {
    input: async ({ house, maker }) => {
      const { id } = await call(house, access.makeKey, maker, { name: 'Made-up program', scopes: ['match'] });
      return { id };
    },
  },
  'access.list-grants': { input: () => ({}) },
  'access.list-sharables': { input: () => ({}) },
  'access.give-grant': { input: grant },
  'access.revoke-grant': {
    input: async (ground) => {
      const { id } = await call(ground.house, access.giveGrant, ground.maker, await grant(ground));
      return { id };
    },
  },
  'access.read-checkpoint': { input: () => ({}) },
  'access.read-record': { input: ({ maker }) => ({ actor: maker.id }) },
  'access.remove-demonstration': { input: () => ({}), refusals: ['not-made-up'] },
  'access.list-my-sessions': { input: () => ({}), open: 'oneself' },
  'access.end-session': { input: sessionOf, open: 'oneself' },
  'access.end-other-sessions': { input: async (ground) => ({ except: (await sessionOf(ground)).id }), open: 'oneself' },
  'access.list-my-passkeys': { input: () => ({}), open: 'oneself' },
  'access.begin-passkey': { input: () => ({}), open: 'oneself' },
  'access.add-passkey': { input: () => ({ answer }), open: 'oneself', refusals: ['passkey-refused'] },
  'access.remove-passkey': {
    input: () => ({ id: 'psk_00000000000000000000000000' }),
    open: 'oneself',
    refusals: ['passkey-unknown'],
  },
  'access.change-password': {
    input: async (ground) => ({
      present: testPassword,
      password: 'empat kata sandi acak',
      session: (await sessionOf(ground)).id,
    }),
    open: 'oneself',
  },
  'access.sign-in': {
    input: () => ({ email: freshEmail(), password: 'empat kata sandi acak' }),
    open: 'anyone',
    refusals: ['wrong-credentials'],
  },
  'access.sign-in-with-passkey': { input: () => ({ answer }), open: 'anyone', refusals: ['passkey-refused'] },
  'access.set-password-by-link': {
    input: async (ground) => ({ token: (await person(ground)).linkToken, password: 'empat kata sandi acak' }),
    open: 'anyone',
    refusals: ['link-unknown'],
  },
  'access.set-up': {
    input: () => ({ organisation: 'Made-up', name: 'Made-up', email: freshEmail(), password: 'empat kata sandi acak' }),
    open: 'anyone',
    refusals: ['set-up-elsewhere'],
  },
  'access.look-around': { input: () => ({}), open: 'anyone', refusals: ['set-up-elsewhere'] },
};

testMatrix({
  verbs: verbsOf(access),
  examples,
  async open() {
    const made = await openTestHouse();
    const list = async () => [organisationsThing];
    await access.openAccess(made.house, { sharables: [{ label: () => 'List', uses: ['match'], list }] });
    return made;
  },
});
