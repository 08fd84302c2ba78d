// The break that a page asks for: kindly, with the one way to go on.
import { formatNumber } from '../../kit/formats.ts';
import { type Html, html } from '../../kit/html.ts';
import { actions, button } from '../../kit/look/buttons.ts';
import { form } from '../../kit/look/form.ts';
import { notice } from '../../kit/look/notice.ts';
import type { Language } from '../../kit/words.ts';
import type { ExposureToday } from './exposure.ts';
import { words } from './words.ts';

export const goOnPath = '/desk/report/settings/care/go-on';

/**
 * Asks for a break where it was enough for today; nothing where it was not.
 * @param back the page of this desk to come back to after saying that one goes on.
 */
export function breakNotice(
  at: { language: Language; csrf: string; back: string },
  { kind, count, atLimit }: ExposureToday,
): Html | null {
  if (!atLimit) return null;
  const said = words(at.language);
  const goOn = form({
    action: goOnPath,
    csrf: at.csrf,
    hidden: { kind, back: at.back },
    body: button({ label: said.goOn, tone: 'quiet' }),
  });
  const body = html`<div class="stack"><p>${said.breakBody(formatNumber(at.language, count))}</p>${actions(goOn)}<p class="note">${said.goOnHint}</p></div>`;
  return notice({ tone: 'info', title: said.breakTitle[kind], body });
}
