// The HTTP server: security headers, limits, assets, and nothing of any desk. Desks register their pages and API on it
// in scopes of their own. It writes no log line of a request: the public face keeps no address and no user agent.
import { randomBytes } from 'node:crypto';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { problemDetails, Refusal } from '../kit/errors.ts';
import { minuteMs } from '../kit/time.ts';
import { type Configuration, isLoopback } from './configuration.ts';
import type { House } from './house.ts';

/** The largest request body, in bytes: an import streams past it on its own routes, a picture has its own bound. */
export const maxBodyBytes = 2 * 1024 * 1024;
/** The largest picture that `/v1/match` reads; a 100-megapixel JPEG is well below it. */
export const maxPictureBytes = 64 * 1024 * 1024;

export async function createServer(house: House): Promise<FastifyInstance> {
  const { configuration } = house;
  const server = fastify({
    bodyLimit: maxBodyBytes,
    trustProxy: configuration.trustedProxies.length > 0 ? configuration.trustedProxies : false,
    routerOptions: { maxParamLength: 300 },
    genReqId: () => randomBytes(8).toString('hex'),
    logger: false,
    // Long enough for millions of lines on a slow line, and no longer: an unfinished request holds a connection.
    requestTimeout: 30 * minuteMs,
    connectionTimeout: 15 * minuteMs,
    // Addresses that cannot even be read never reach a scope; they are answered as programs are.
    frameworkErrors: (_fault, _request, reply) => {
      refuse(
        reply as unknown as FastifyReply,
        new Refusal('bad-input', 'address-malformed', 'The address of the request cannot be read'),
      );
    },
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  });
  // Verbs check their own input and say what is wrong with it; a route's schema only documents.
  server.setValidatorCompiler(() => () => true);
  server.setSerializerCompiler(() => JSON.stringify);
  await server.register(cookie);
  await server.register(formbody, { bodyLimit: maxBodyBytes });
  await server.register(multipart, {
    limits: { fileSize: maxPictureBytes, files: 1, fields: 50, fieldSize: maxBodyBytes },
  });
  await server.register(helmet, securityHeaders(configuration.publicUrl.startsWith('https://')));
  keepPrivate(server);
  answerOutsideScopes(server);
  if (isLoopback(configuration)) refuseForeignHosts(server);
  return server;
}

const self = "'self'";

function contentSecurityPolicy(https: boolean, scripts: string[]) {
  return {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: scripts,
      styleSrc: [self],
      imgSrc: [self],
      fontSrc: [self],
      connectSrc: [self],
      formAction: [self],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
      ...(https ? { upgradeInsecureRequests: [] } : {}),
    },
  };
}

/** For a route's `helmet` option: the one page kind that computes fingerprints may compile WebAssembly. */
export function pageSecurityWithWasm({ publicUrl }: Configuration) {
  return {
    contentSecurityPolicy: contentSecurityPolicy(publicUrl.startsWith('https://'), [self, "'wasm-unsafe-eval'"]),
  };
}

function securityHeaders(https: boolean) {
  return {
    contentSecurityPolicy: contentSecurityPolicy(https, [self]),
    strictTransportSecurity: https ? { maxAge: 63_072_000 } : false,
    referrerPolicy: { policy: 'no-referrer' as const },
    crossOriginEmbedderPolicy: true,
    crossOriginOpenerPolicy: { policy: 'same-origin' as const },
    crossOriginResourcePolicy: { policy: 'same-origin' as const },
    xFrameOptions: { action: 'deny' as const },
  };
}

// Answers may be personal: nothing is kept by a cache unless the route says so (assets do).
function keepPrivate(server: FastifyInstance): void {
  server.addHook('onSend', async (request, reply) => {
    // A body that was refused before it was read would hold its connection until both sides tire of it.
    if (!request.raw.complete) reply.header('connection', 'close');
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), browsing-topics=()');
  });
}

// What is refused before a scope's own error handler stands: the wrong host, an address that is served by no scope.
function answerOutsideScopes(server: FastifyInstance): void {
  server.setErrorHandler((fault, _request, reply) => {
    if (!(fault instanceof Refusal)) throw fault;
    return refuse(reply, fault);
  });
}

function refuse(reply: FastifyReply, refusal: Refusal): FastifyReply {
  return reply
    .status(refusal.status)
    .type('application/problem+json')
    .send(JSON.stringify(problemDetails(refusal)));
}

// A page elsewhere can point a name of its own at 127.0.0.1 (DNS rebinding); a desk on loopback answers to its own names only.
function refuseForeignHosts(server: FastifyInstance): void {
  const own = new Set(['localhost', '127.0.0.1', '[::1]']);
  server.addHook('onRequest', async (request) => {
    const name = request.host.replace(/:\d+$/, '');
    if (!own.has(name))
      throw new Refusal(
        'forbidden',
        'foreign-host',
        `This desk answers on localhost only, not as "${name}"; set PUBLIC_URL to serve it under a name`,
      );
  });
}
