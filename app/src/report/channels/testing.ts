// What the tests of the channels share: a desk with pages and `/v1` open, a partner's key, and examples for the matrix.
import type { LightMyRequestResponse } from 'fastify';
import { answerProblems, honourIdempotencyKeys, identifyPrograms } from '../../access/http.ts';
import { makeKey } from '../../access/index.ts';
import { openTestDesk, type TestDesk } from '../../testing/desk.ts';
import { callerOf } from '../../testing/house.ts';
import type { Example, Ground } from '../../testing/matrix.ts';
import { documentApi } from '../../verbs/document.ts';
import { call } from '../../verbs/verb.ts';
import { registerReportApi } from '../api.ts';
import { openReport } from '../opening.ts';
import { newOnce } from '../receipt/index.ts';
import { eventWords, refusalWords, registerChannelPages } from './pages.ts';
import { filePartnerReport } from './partner.ts';

/** A desk with the channels' pages, and the words of their refusals. */
export async function openPageDesk(): Promise<TestDesk> {
  const desk = await openTestDesk({
    pages: registerChannelPages,
    server: { refusalWords: [refusalWords], eventWords: [eventWords] },
  });
  openReport(desk.house);
  return desk;
}

/** A desk whose `/v1` takes reports. */
export async function openApiDesk(): Promise<TestDesk> {
  const desk = await openTestDesk({
    routes: (server) =>
      server.register(
        async (scope) => {
          identifyPrograms(scope);
          answerProblems(scope);
          honourIdempotencyKeys(scope);
          await documentApi(scope, 'http://localhost');
          await registerReportApi(scope, server.house);
        },
        { prefix: '/v1' },
      ),
  });
  openReport(desk.house);
  return desk;
}

export interface Partner {
  post(body: unknown, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  get(id: string): Promise<LightMyRequestResponse>;
}

/** A partner's program with a key of its own. */
export async function partnerOf(
  { house, server }: TestDesk,
  organisationId: string,
  scopes: ('report' | 'match')[] = ['report'],
): Promise<Partner> {
  const { key } = await call(house, makeKey, callerOf(organisationId, ['access.manage-keys']), {
    name: 'Made-up partner',
    scopes,
  });
  const own = { host: 'localhost', authorization: `Bearer ${key}` };
  return {
    post: (body, headers = {}) =>
      server.inject({
        method: 'POST',
        url: '/v1/reports',
        payload: body as never,
        headers: { ...own, ...headers },
      }),
    get: (id) => server.inject({ method: 'GET', url: `/v1/reports/${id}`, headers: own }),
  };
}

/** A report filed by whoever will ask for it: only they are told. */
const filed = async ({ house, organisationId, caller }: Ground) => {
  const partner = { ...caller, organisationId, permissions: new Set(['report.file']) };
  const { id } = await call(house, filePartnerReport, partner, { concern: 'grooming' });
  return { id };
};

/** Examples for the permission matrix. */
export const examples: Record<string, Example> = {
  'report.file-for-partner': {
    input: () => ({ concern: 'sextortion', items: ['https://contoh.example/rekaan'], partnerReference: 'R-1' }),
  },
  'report.read-for-partner': { input: filed },
  'report.file-list': {
    input: () => ({ once: newOnce(), lines: [{ line: 2, cells: { concern: 'grooming', items: 'contoh.example/a' } }] }),
  },
};
