// One entry of the directory: what it says, whether somebody checked it, what it said before.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Html, html, type Piece } from '../../kit/html.ts';
import { actions, button, linkButton } from '../../kit/look/buttons.ts';
import { facts, timeline } from '../../kit/look/facts.ts';
import { confirm, form } from '../../kit/look/form.ts';
import { columns, heading, panel } from '../../kit/look/layout.ts';
import { crumbs } from '../../kit/look/navigation.ts';
import { badge, notice } from '../../kit/look/notice.ts';
import { verbatim } from '../../kit/look/verbatim.ts';
import { platforms } from '../../kit/identifiers/index.ts';
import type { Entry } from '../store/entries.ts';
import { checkOf } from './list-page.ts';
import {
  type ById,
  directoryPath,
  noProblems,
  onlyWhoMay,
  type Problems,
  redirectWithNotice,
  type Sight,
  show,
  sight,
  submit,
  typed,
} from './page.ts';
import type { Platform } from './store.ts';
import { checkPlatform, keepPlatform, type PlatformSight, readPlatform, retirePlatform } from './verbs.ts';

export function registerEntry(scope: FastifyInstance): void {
  scope.get<ById>(`${directoryPath}/:id`, onlyWhoMay(readPlatform), (request, reply) =>
    entryPage(sight(request, reply), request.params.id, noProblems),
  );
  for (const [act, verb] of [
    ['check', checkPlatform],
    ['retire', retirePlatform],
  ] as const)
    scope.post<ById>(`${directoryPath}/:id/${act}`, (request, reply) => {
      const seen = sight(request, reply);
      const { id } = request.params;
      return submit(
        seen,
        async () => {
          await seen.ask(verb, { id, version: typed(request)['version'] });
          const said = act === 'check' ? seen.words.checkedSaid : seen.words.retiredSaid;
          return redirectWithNotice(request, reply, `${directoryPath}/${id}`, said);
        },
        (problems) => entryPage(seen, id, problems),
      );
    });
}

async function entryPage(seen: Sight, id: string, problems: Problems): Promise<FastifyReply> {
  const { words, request } = seen;
  const found = await seen.ask(readPlatform, { id });
  const { platform } = found;
  const main = html`${heading({
    title: platform.name,
    state: badge({ label: words.kinds[platform.kind] }),
    crumbs: crumbs({ language: request.language, ways: [{ href: directoryPath, label: words.title }] }),
    ...changing(seen, platform),
  })}${problems.summary}${stateOf(seen, platform)}
${columns({
  wide: [
    panel({ title: words.way, body: wayOf(seen, platform) }),
    panel({ title: words.timeline, body: happened(seen, found) }),
  ],
  narrow: [panel({ title: words.check, body: checked(seen, found) }), retiring(seen, platform)],
})}`;
  return show(seen, 'directory', {
    title: platform.name,
    main,
    status: problems.status,
    here: `${directoryPath}/${id}`,
  });
}

function changing({ words, may }: Sight, { id, retiredAt }: Platform): { actions: Html } | null {
  if (retiredAt !== null || !may(keepPlatform)) return null;
  return {
    actions: actions(linkButton({ label: words.change, href: `${directoryPath}/${id}/change`, tone: 'quiet' })),
  };
}

function stateOf({ words }: Sight, { retiredAt, checkedAt }: Platform): Html | null {
  if (retiredAt !== null) return notice({ tone: 'info', title: words.retiredNotice });
  return checkedAt === null ? notice({ tone: 'warning', title: words.unchecked, body: words.uncheckedBody }) : null;
}

function wayOf({ words }: Sight, platform: Platform): Html {
  const exactly = (value: string | null): Piece => (value === null ? words.nothing : verbatim(value));
  const named = platforms.find(({ code }) => code === platform.code)?.name ?? words.codeNone;
  const rows: { label: string; value: Piece }[] = [
    { label: words.way, value: words.ways[platform.way] },
    { label: words.form, value: exactly(platform.form) },
    { label: words.mail, value: exactly(platform.mail) },
    { label: words.webhook, value: exactly(platform.webhook) },
    { label: words.secret, value: platform.hasSecret ? words.secretStands : words.secretNone },
    { label: words.partner, value: platform.partnerId === null ? words.nothing : words.partnerStands },
    { label: words.language, value: words.languages[platform.language] },
    { label: words.country, value: platform.country ?? words.nothing },
    { label: words.code, value: named },
    { label: words.domains, value: platform.domains.length > 0 ? verbatim(platform.domains.join(' ')) : words.nothing },
    { label: words.network, value: platform.network === null ? words.nothing : verbatim(`AS${platform.network}`) },
    { label: words.opening, value: platform.opening === '' ? words.nothing : platform.opening },
    { label: words.source, value: platform.source === '' ? words.nothing : verbatim(platform.source) },
  ];
  return facts(rows);
}

function checked(seen: Sight, { platform, names }: PlatformSight): Html {
  const { words, may, csrf } = seen;
  const by = platform.checkedBy === null ? null : words.checkedBy(names.get(platform.checkedBy) ?? words.somebody);
  const ask =
    platform.retiredAt === null && may(checkPlatform)
      ? form({
          action: `${directoryPath}/${platform.id}/check`,
          csrf,
          hidden: { version: String(platform.version) },
          body: actions(button({ label: words.checkButton })),
        })
      : null;
  return html`<p>${checkOf(seen, platform)} ${by}</p>${ask}`;
}

function retiring({ words, may, csrf }: Sight, { id, version, retiredAt }: Platform): Html | null {
  if (retiredAt !== null || !may(retirePlatform)) return null;
  return confirm({
    label: words.retire,
    question: words.retireQuestion,
    submit: words.retireSubmit,
    form: { action: `${directoryPath}/${id}/retire`, csrf, hidden: { version: String(version) }, body: null },
  });
}

const shownBefore = [
  'name',
  'kind',
  'country',
  'language',
  'way',
  'mail',
  'webhook',
  'form',
  'domains',
  'network',
  'opening',
  'source',
] as const;

function happened({ words, moment }: Sight, { entries, names }: PlatformSight): Html {
  const titles: Readonly<Record<string, string>> = words.entries;
  const before = ({ kind, facts }: Entry): Html[] =>
    kind !== 'entry-changed'
      ? []
      : shownBefore
          .filter((name) => name in facts)
          .map((name) => html`<p>${words.before(words[name], String(facts[name] ?? words.nothing))}</p>`);
  return timeline(
    entries.toReversed().map((entry) => ({
      when: moment(entry.at),
      title: titles[entry.kind] ?? entry.kind,
      by: entry.by === null ? words.nobody : (names.get(entry.by) ?? words.somebody),
      body: before(entry),
    })),
  );
}
