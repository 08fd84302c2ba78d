// The OpenAPI 3.1 document of `/v1`, made from the routes themselves, at `/v1/openapi.json`.
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';

/** Documents every route registered on this scope afterwards. */
export async function documentApi(scope: FastifyInstance, publicUrl: string): Promise<void> {
  await scope.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Suaka',
        version: '1',
        description:
          'Errors are problem details (RFC 9457). Send an API key as `Authorization: Bearer KEY`. Lists are read with cursors: send what `next` says.',
      },
      servers: [{ url: publicUrl }],
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
      security: [{ key: [] }],
    },
    hideUntagged: false,
  });
  scope.get('/openapi.json', { schema: { hide: true } }, async () => scope.swagger());
}
