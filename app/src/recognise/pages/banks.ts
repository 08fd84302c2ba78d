// Pages of banks: all of them, making one, one with its hashes and what can be done with it.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { noProblems, type Problems, redirectWithNotice } from '../../access/shell.ts';
import { type Html, html } from '../../kit/html.ts';
import { actions, button, linkButton } from '../../kit/look/buttons.ts';
import { facts } from '../../kit/look/facts.ts';
import { field } from '../../kit/look/field.ts';
import { confirm, form } from '../../kit/look/form.ts';
import { columns, heading, panel } from '../../kit/look/layout.ts';
import { crumbs } from '../../kit/look/navigation.ts';
import { badge, emptyState, notice } from '../../kit/look/notice.ts';
import { table } from '../../kit/look/table.ts';
import { verbatim } from '../../kit/look/verbatim.ts';
import { type BankWithCounts, changeBank, endBank, makeBank, moveBank, readBank, readBanks } from '../banks.ts';
import { algorithmNames } from '../hashes.ts';
import { listSignal, readSignals } from '../signals.ts';
import { allowed, bankStates } from '../states.ts';
import type { Bank } from '../store/banks.ts';
import { bankForm, bankInput } from './bank-form.ts';
import { deskPath, onlyWhoMay, type Sight, show, sight, submit, typed } from './page.ts';
import { signalTable } from './signals.ts';

const banksPath = `${deskPath}/banks`;
const pathOf = (id: string) => `${banksPath}/${id}`;

export function registerBanks(scope: FastifyInstance): void {
  scope.get(banksPath, async (request, reply) => {
    const seen = sight(request, reply);
    return show(seen, 'banks', { title: seen.words.banks, main: listOfBanks(seen, await seen.ask(readBanks, {})) });
  });
  scope.get(`${banksPath}/new`, onlyWhoMay(makeBank), (request, reply) =>
    newBank(sight(request, reply), {}, noProblems),
  );
  scope.post(banksPath, (request, reply) => {
    const seen = sight(request, reply);
    const given = typed(request);
    return submit(
      seen,
      async () =>
        redirectWithNotice(
          request,
          reply,
          pathOf((await seen.ask(makeBank, bankInput(given) as never)).id),
          seen.words.bankMade,
        ),
      (problems) => newBank(seen, given, problems),
    );
  });
  scope.get<{ Params: { id: string } }>(`${banksPath}/:id`, (request, reply) =>
    oneBank(sight(request, reply), request.params.id, {}, noProblems),
  );
  registerChanges(scope);
}

function registerChanges(scope: FastifyInstance): void {
  scope.get<{ Params: { id: string } }>(`${banksPath}/:id/change`, onlyWhoMay(changeBank), (request, reply) =>
    changeForm(sight(request, reply), request.params.id, {}, noProblems),
  );
  scope.post<{ Params: { id: string } }>(`${banksPath}/:id/change`, (request, reply) => {
    const { id } = request.params;
    const seen = sight(request, reply);
    const given = typed(request);
    return submit(
      seen,
      async () => {
        await seen.ask(changeBank, { id, changes: bankInput(given) as never });
        return redirectWithNotice(request, reply, pathOf(id), seen.words.bankChanged);
      },
      (problems) => changeForm(seen, id, given, problems),
    );
  });
  scope.post<{ Params: { id: string } }>(`${banksPath}/:id/move`, async (request, reply) => {
    const { id } = request.params;
    const seen = sight(request, reply);
    const { state } = await seen.ask(moveBank, { id, transition: typed(request).transition as 'activate' });
    return redirectWithNotice(
      request,
      reply,
      pathOf(id),
      state === 'active' ? seen.words.activated : seen.words.suspended,
    );
  });
  scope.post<{ Params: { id: string } }>(`${banksPath}/:id/end`, (request, reply) => {
    const { id } = request.params;
    const seen = sight(request, reply);
    return submit(
      seen,
      async () => {
        const { withdrawn } = await seen.ask(endBank, { id, reason: typed(request).reason ?? '' });
        return redirectWithNotice(request, reply, banksPath, seen.words.bankEnded(seen.number(withdrawn)));
      },
      (problems) => oneBank(seen, id, {}, problems),
    );
  });
  scope.post<{ Params: { id: string } }>(`${banksPath}/:id/signals`, (request, reply) => {
    const { id } = request.params;
    const seen = sight(request, reply);
    const given = typed(request);
    return submit(
      seen,
      async () => {
        const [signal] = await seen.ask(listSignal, signalInput(id, given) as never);
        return redirectWithNotice(
          request,
          reply,
          pathOf(id),
          saidOfListing(seen, signal!.state, (await seen.ask(readBank, { id })).state),
        );
      },
      (problems) => oneBank(seen, id, given, problems),
    );
  });
}

function signalInput(
  bankId: string,
  { algorithm, hash, quality, source, sourceReference, classification, note, expiresAt }: Record<string, string>,
): Record<string, unknown> {
  return {
    bankId,
    hashes: [{ algorithm, hash, quality: quality ? Number(quality) : null }],
    source: source || undefined,
    sourceReference: sourceReference || null,
    classification: classification || null,
    note: note || null,
    expiresAt: expiresAt || null,
  };
}

function saidOfListing({ words }: Sight, signal: string, bank: Bank['state']): string {
  if (signal !== 'active') return words.hashProposed;
  return bank === 'active' ? words.hashListed : words.hashWaits;
}

const toneOf = { draft: 'neutral', active: 'success', suspended: 'warning' } as const;

function listOfBanks({ words, number, may }: Sight, banks: BankWithCounts[]): Html {
  const make = may(makeBank) ? linkButton({ label: words.makeBank, href: `${banksPath}/new` }) : null;
  const count = (bank: BankWithCounts) => Object.values(bank.counts.active ?? {}).reduce((a, b) => a + b, 0);
  return html`${heading({ title: words.banks, ...(make && banks.length > 0 ? { actions: make } : {}) })}
    ${table({
      caption: words.banks,
      columns: [
        { label: words.bankName },
        { label: words.state },
        { label: words.ground },
        { label: words.action },
        { label: words.hashes, numeric: true },
      ],
      rows: banks.map((bank) => [
        html`<a href="${pathOf(bank.id)}">${bank.name}</a> ${verbatim(bank.code)} ${bank.shared ? badge({ label: words.sharedByPartner }) : null}`,
        badge({ label: words.bankStates[bank.state], tone: toneOf[bank.state] }),
        words.grounds[bank.ground],
        bank.kind === 'negative' ? words.kinds.negative : words.actions[bank.action],
        isForeignDevice(bank) ? '—' : number(count(bank)),
      ]),
      empty: emptyState({ title: words.noBanks, body: words.noBanksBody, ...(make ? { action: make } : {}) }),
    })}`;
}

/** What people gave of their own pictures elsewhere: a partner matches with it, and is not told how much there is. */
const isForeignDevice = ({ kind, shared }: BankWithCounts): boolean => kind === 'device' && shared;

function newBank(seen: Sight, given: Record<string, string>, problems: Problems): Promise<FastifyReply> {
  const { words, request } = seen;
  const main = html`${heading({ title: words.makeBank, crumbs: crumbs({ language: request.language, ways: [{ href: banksPath, label: words.banks }] }) })}
    ${bankForm(seen, null, banksPath, given, problems)}`;
  return show(seen, 'banks', { title: words.makeBank, main, status: problems.status, here: `${banksPath}/new` });
}

async function changeForm(
  seen: Sight,
  id: string,
  given: Record<string, string>,
  problems: Problems,
): Promise<FastifyReply> {
  const { words, request } = seen;
  const bank = await seen.ask(readBank, { id });
  const ways = [
    { href: banksPath, label: words.banks },
    { href: pathOf(id), label: bank.name },
  ];
  const main = html`${heading({ title: words.change, crumbs: crumbs({ language: request.language, ways }) })}${bankForm(seen, bank, `${pathOf(id)}/change`, given, problems)}`;
  return show(seen, 'banks', { title: words.change, main, status: problems.status });
}

async function oneBank(
  seen: Sight,
  id: string,
  given: Record<string, string>,
  problems: Problems,
): Promise<FastifyReply> {
  const { words, request } = seen;
  const bank = await seen.ask(readBank, { id });
  const signals = await seen.ask(readSignals, { bankId: id, limit: 8 });
  const curates = !bank.shared && bank.kind !== 'device' && seen.may(changeBank);
  const main = html`
    ${heading({
      title: bank.name,
      state: badge({ label: words.bankStates[bank.state], tone: toneOf[bank.state] }),
      lead: bank.purpose,
      crumbs: crumbs({ language: request.language, ways: [{ href: banksPath, label: words.banks }] }),
      ...(curates ? { actions: bankActions(seen, bank) } : {}),
    })}
    ${problems.summary}
    ${bank.state === 'active' ? null : notice({ tone: 'info', title: words.notAsked[bank.state] })}
    ${bank.kind === 'device' ? notice({ tone: 'info', title: words.deviceBankTitle, body: words.deviceBankBody }) : null}
    ${columns({
      wide: html`${isForeignDevice(bank) ? null : panel({ title: words.signals, body: signalTable(seen, signals), actions: actions(linkButton({ label: words.allSignals, href: `${deskPath}/signals?bankId=${id}`, tone: 'quiet' })) })}
        ${curates ? panel({ title: words.listHash, id: 'list', body: listHashForm(seen, bank, given, problems) }) : null}`,
      narrow: html`${panel({ title: words.bank, body: bankFacts(seen, bank) })}${curates ? endStep(seen, bank) : null}`,
    })}`;
  return show(seen, 'banks', { title: bank.name, main, status: problems.status, here: pathOf(id) });
}

function bankActions({ words, csrf, request }: Sight, bank: BankWithCounts): Html {
  const moves = allowed(bankStates, bank.state).map((transition) =>
    form({
      action: `${pathOf(bank.id)}/move`,
      csrf,
      hidden: { transition },
      body: button({ label: words[transition], tone: transition === 'activate' ? 'primary' : 'quiet' }),
    }),
  );
  const has = (permission: string) => request.caller.permissions.has(permission);
  return actions(
    ...moves,
    linkButton({ label: words.change, href: `${pathOf(bank.id)}/change`, tone: 'quiet' }),
    has('recognise.import')
      ? linkButton({ label: words.importTitle, href: `${pathOf(bank.id)}/imports`, tone: 'quiet' })
      : null,
    has('recognise.export')
      ? linkButton({ label: words.exportBank, href: `${pathOf(bank.id)}/export.csv`, tone: 'quiet' })
      : null,
  );
}

function bankFacts({ words, number }: Sight, bank: BankWithCounts): Html {
  const counts = Object.entries(bank.counts).flatMap(([state, byAlgorithm]) =>
    Object.entries(byAlgorithm).map(([algorithm, count]) => ({
      label: `${algorithm} · ${words.signalStates[state as keyof typeof words.signalStates]}`,
      value: number(count),
    })),
  );
  return facts([
    { label: words.bankCode, value: verbatim(bank.code) },
    { label: words.kind, value: words.kinds[bank.kind] },
    { label: words.ground, value: words.grounds[bank.ground] },
    { label: words.legalBasis, value: bank.legalBasis },
    { label: words.action, value: words.actions[bank.action] },
    { label: words.radius, value: String(bank.radiusBits) },
    { label: words.qualityFloor, value: String(bank.qualityFloor) },
    { label: words.sharing, value: words.sharings[bank.sharing] },
    ...(bank.secondReview ? [{ label: words.secondReview, value: '✓' }] : []),
    ...counts,
  ]);
}

function listHashForm(
  { words, csrf }: Sight,
  bank: BankWithCounts,
  given: Record<string, string>,
  problems: Problems,
): Html {
  const error = (name: string) => problems.of(name);
  const body = html`<p>${words.listHashBody}</p>
    ${field({ type: 'radios', name: 'algorithm', label: words.algorithm, options: algorithmNames.map((name) => ({ value: name, label: name })), value: given.algorithm ?? 'pdq', error: error('algorithm') })}
    ${field({ type: 'text', name: 'hash', label: words.hash, hint: words.hashHint, value: given.hash, required: true, autocomplete: 'off', error: error('hash') })}
    ${field({ type: 'number', name: 'quality', label: words.quality, mark: words.optional, value: given.quality, min: 0, max: 100, error: error('quality') })}
    ${field({ type: 'text', name: 'source', label: words.source, hint: words.sourceHint, mark: words.optional, value: given.source, maxlength: 200, error: error('source') })}
    ${field({ type: 'text', name: 'sourceReference', label: words.reference, mark: words.optional, value: given.sourceReference, maxlength: 500, error: error('sourceReference') })}
    ${field({ type: 'text', name: 'classification', label: words.classification, mark: words.optional, value: given.classification, maxlength: 200, error: error('classification') })}
    ${field({ type: 'date', name: 'expiresAt', label: words.expires, mark: words.optional, value: given.expiresAt, error: error('expiresAt') })}
    ${actions(button({ label: words.listIt }))}`;
  return form({ action: `${pathOf(bank.id)}/signals`, csrf, body });
}

function endStep({ words, csrf }: Sight, bank: BankWithCounts): Html {
  return confirm({
    label: words.endBank,
    question: words.endBankQuestion,
    submit: words.endBankSubmit,
    form: {
      action: `${pathOf(bank.id)}/end`,
      csrf,
      body: field({ type: 'text', name: 'reason', label: words.reason, required: true, maxlength: 500 }),
    },
  });
}
