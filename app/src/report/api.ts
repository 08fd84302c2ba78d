// What programs call: partners file reports and ask what became of them, the operator's viewer takes what was handed over
// to it. Registered on the scope `/v1`.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../kit/errors.ts';
import type { House } from '../runtime/house.ts';
import { expose } from '../verbs/expose.ts';
import { registerViewerApi } from './assess/api.ts';
import { filePartnerReport, readPartnerReport } from './channels/partner.ts';
import { holdsMedia } from './no-media.ts';

export async function registerReportApi(server: FastifyInstance, house: House): Promise<void> {
  registerViewerApi(server, house);
  // A scope of its own: only here is a body looked at before anything else is done with it.
  await server.register(async (scope) => {
    scope.addHook('preParsing', async (request) => refuseMediaTypes(request));
    scope.addHook('preValidation', async ({ body }) => {
      if (holdsMedia(body)) throw noMedia('The body holds a picture, video, sound or file');
    });
    expose(scope, house, {
      method: 'POST',
      url: '/reports',
      verb: filePartnerReport,
      status: 201,
      summary: 'File a report',
      description: filing,
    });
    expose(scope, house, {
      method: 'GET',
      url: '/reports/:id',
      verb: readPartnerReport,
      summary: 'What became of a report that this key filed',
      description: asking,
    });
  });
}

const filing =
  'Only `concern` is needed. `items` are addresses, accounts, telephone numbers and groups: text with one on each line, or a list; the answer says how many were recognised (`items`) and in which lines, counted from 1, nothing was (`unreadLines`): these are kept with the story. `story` never describes a picture. `contact` is given as a whole or not at all, and only when the person wants to be reached that way. `partnerReference` comes back when the report is asked about. No picture, video, sound or file is taken in any form; such a request is refused (`media-not-taken`) and nothing of it is kept. Answers repeat nothing of what was told.';

const asking =
  'The `state`, coarse and two days late: `received`, `being-worked-on` or `finished`; and the `partnerReference`. Nothing else is told about a report, and only to the key that filed it.';

// Before a byte of the body is read.
function refuseMediaTypes(request: FastifyRequest): void {
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase();
  if (/^(?:multipart|image|video|audio)\/|^application\/(?:octet-stream|zip|pdf)$/.test(type))
    throw noMedia(`A body of the type "${type.slice(0, 60)}" cannot be a report`);
}

const noMedia = (seen: string): Refusal =>
  new Refusal(
    'unsupported',
    'media-not-taken',
    `${seen}; send words, addresses and account names as application/json. No picture is ever taken here`,
  );
