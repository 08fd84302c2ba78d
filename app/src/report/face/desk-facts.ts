// The facts of the desk that this server's public face belongs to, read through its verbs.
import type { FastifyRequest } from 'fastify';
import { publicOrganisationId } from '../../access/index.ts';
import type { Language } from '../../kit/words.ts';
import { nobody } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { faceOf } from '../golive/known.ts';
import { readFace } from '../golive/verbs.ts';
import { defaultLinesIn } from './default-lines.ts';
import type { DeskFacts } from './face.ts';
import type { HelpLine } from './lines.ts';

export async function readDeskFacts({ language, server }: FastifyRequest): Promise<DeskFacts> {
  const { house } = server;
  const organisationId = await publicOrganisationId(house);
  if (organisationId === null)
    return { founded: false, operator: null, live: false, texts: {}, lines: defaultLinesIn(language) };
  const { operator, live, texts, lines } = await faceOf(house, organisationId, () =>
    call(house, readFace, { ...nobody, organisationId }, {}),
  );
  return {
    founded: true,
    operator,
    live,
    texts: Object.fromEntries(Object.entries(texts).map(([point, said]) => [point, said[language]])),
    // A desk that has entered no numbers of its own shows those that every desk begins with.
    lines: lines.length === 0 ? defaultLinesIn(language) : lines.map((line) => inLanguage(language, line)),
  };
}

type StoredLine = Awaited<ReturnType<typeof readFace.perform>>['lines'][number];

const inLanguage = (language: Language, { noteId, noteEn, verifiedAt, ...line }: StoredLine): HelpLine => ({
  ...line,
  note: language === 'id' ? noteId : noteEn,
  verifiedOn: verifiedAt,
});
