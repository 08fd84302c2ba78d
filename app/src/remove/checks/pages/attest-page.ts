// What a person does on a removal's page about its being gone: attest it, or have it looked at now.
import type { FastifyInstance } from 'fastify';
import { type Html, html } from '../../../kit/html.ts';
import { actions, button } from '../../../kit/look/buttons.ts';
import { field } from '../../../kit/look/field.ts';
import { form } from '../../../kit/look/form.ts';
import { heading, panel } from '../../../kit/look/layout.ts';
import { crumbs } from '../../../kit/look/navigation.ts';
import { deskPath, noProblems, type Problems, redirectWithNotice, show, submit, typed } from '../../pages/frame.ts';
import type { Removal } from '../../removal/store.ts';
import { attest, checkNow } from '../attest.ts';
import { readEvidence } from '../read.ts';
import { attestationBases } from '../store/checks.ts';
import { removalPath, type Sight, sight } from './sight.ts';

const oneRemoval = `${deskPath}/removals/:id(^rmv_[0-9a-z]{26}$)`;
type Params = { Params: { id: string } };

export function registerAttesting(scope: FastifyInstance): void {
  scope.post<Params>(`${oneRemoval}/attest`, (request, reply) => {
    const [seen, { id }, given] = [sight(request, reply), request.params, typed(request)];
    return submit(
      seen,
      async () => {
        const { version, basis, note } = given;
        await seen.ask(attest, { id, version: Number(version), basis: basis as 'viewer', note });
        return redirectWithNotice(request, reply, removalPath(id), seen.words.attested);
      },
      (problems) => again(seen, id, problems, given),
    );
  });
  scope.post<Params>(`${oneRemoval}/check-now`, (request, reply) => {
    const [seen, { id }] = [sight(request, reply), request.params];
    return submit(
      seen,
      async () => {
        await seen.ask(checkNow, { id });
        return redirectWithNotice(request, reply, removalPath(id), seen.words.checkAsked);
      },
      (problems) => again(seen, id, problems),
    );
  });
}

/** The form with what was wrong, on a page of its own; without what was typed only what was wrong. */
async function again(seen: Sight, id: string, problems: Problems, given?: Record<string, string>) {
  const { words, request } = seen;
  const { removal } = await seen.ask(readEvidence, { id });
  const title = given ? words.attestTitle : words.checkNow;
  const main = html`${heading({
    title,
    crumbs: crumbs({ language: request.language, ways: [{ href: removalPath(id), label: words.back }] }),
  })}${problems.summary}${given ? attestForm(seen, removal, given, problems) : null}`;
  return show(seen, 'removals', { title, main, status: problems.status, here: removalPath(id) });
}

export function attestForm(
  { words, csrf }: Sight,
  removal: Pick<Removal, 'id' | 'version'>,
  given: Record<string, string> = {},
  problems: Problems = noProblems,
): Html {
  const options = attestationBases.map((value) => ({ value, label: words.bases[value] }));
  const body = form({
    action: `${removalPath(removal.id)}/attest`,
    csrf,
    hidden: { version: String(removal.version) },
    body: html`<p>${words.attestLead}</p>
${field({ type: 'radios', name: 'basis', label: words.basis, options, value: given.basis, required: true, error: problems.of('basis') })}
${field({ type: 'textarea', name: 'note', label: words.note, hint: words.noteHint, mark: words.optional, value: given.note, rows: 3, maxlength: 2000, error: problems.of('note') })}
${actions(button({ label: words.attestButton }))}`,
  });
  return panel({ title: words.attest, body });
}
