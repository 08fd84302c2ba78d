// The setting of the operator's isolated viewer, for supervisors.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { sentBy } from '../../../access/shell.ts';
import { html } from '../../../kit/html.ts';
import { actions, button } from '../../../kit/look/buttons.ts';
import { field } from '../../../kit/look/field.ts';
import { form } from '../../../kit/look/form.ts';
import { heading } from '../../../kit/look/layout.ts';
import { crumbs } from '../../../kit/look/navigation.ts';
import { notice } from '../../../kit/look/notice.ts';
import { readViewer, setViewer } from '../viewer/verbs.ts';
import {
  deskPath,
  noProblems,
  onlyWhoMay,
  type Problems,
  redirectWithNotice,
  type Sight,
  show,
  sight,
  submit,
} from './page.ts';

const viewerPath = `${deskPath}/settings/viewer`;

export function registerViewerSetting(scope: FastifyInstance): void {
  scope.get(viewerPath, onlyWhoMay(readViewer), (request, reply) =>
    settingPage(sight(request, reply), null, noProblems),
  );
  scope.post(viewerPath, (request, reply) => {
    const seen = sight(request, reply);
    const typed = sentBy(request).text('template').trim();
    return submit(
      seen,
      async () => {
        await seen.ask(setViewer, { template: typed || null });
        const said = typed ? seen.words.viewerSaved : seen.words.viewerRemoved;
        return redirectWithNotice(request, reply, viewerPath, said);
      },
      (problems) => settingPage(seen, typed, problems),
    );
  });
}

async function settingPage(seen: Sight, typed: string | null, problems: Problems): Promise<FastifyReply> {
  const { words, frame, csrf, request } = seen;
  const viewer = await seen.ask(readViewer, {});
  const asked = field({
    type: 'text',
    name: 'template',
    label: words.template,
    hint: words.templateHint,
    value: typed ?? viewer?.template,
    maxlength: 500,
    autocomplete: 'off',
    error: problems.of('template'),
  });
  const ways = [{ href: `${deskPath}/settings`, label: frame.settings }];
  const main = html`${heading({ title: words.viewerSettings, lead: words.viewerSettingsLead, crumbs: crumbs({ language: request.language, ways }) })}
    ${problems.summary}
    ${viewer === null ? notice({ tone: 'info', title: words.viewerOff, body: words.viewerOffBody }) : null}
    ${form({ action: viewerPath, csrf, body: html`${asked}${actions(button({ label: words.saveViewer }))}` })}`;
  return show(seen, 'settings', { title: words.viewerSettings, main, status: problems.status, here: viewerPath });
}
