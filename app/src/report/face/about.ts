// What the desk says of itself: who is responsible, how data is treated, when someone reads. The operator's own words,
// entered in the desk's go-live list; nothing is shown that nobody has written.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../kit/errors.ts';
import { html } from '../../kit/html.ts';
import { heading, panel } from '../../kit/look/layout.ts';
import { factsOf, hasNotice, privacyPath, publicTexts } from './face.ts';
import { showPublic } from './show.ts';
import { faceWords } from './words.ts';

export function aboutPages(scope: FastifyInstance): void {
  scope.get(privacyPath, showPrivacy);
}

async function showPrivacy(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const facts = await factsOf(request);
  if (!hasNotice(facts)) throw new Refusal('not-found', 'nothing-here', 'This desk has no privacy notice yet');
  const { foot, about, titles } = faceWords(request.language);
  const panels = publicTexts.flatMap((text) => {
    const said = facts.texts[text];
    return said === undefined ? [] : [panel({ title: about[text], body: paragraphs(said) })];
  });
  return showPublic(request, reply, {
    title: titles.about,
    main: html`${heading({ title: foot.privacy, lead: about.lead })}${panels}`,
    findable: true,
  });
}

const paragraphs = (text: string) =>
  text
    .split(/\n\s*\n/)
    .filter((part) => part.trim() !== '')
    .map((part) => html`<p>${part.trim()}</p>`);
