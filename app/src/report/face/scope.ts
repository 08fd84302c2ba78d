// The scope of the public face: whoever comes is nobody. No session is looked up, nothing that tells who asks is kept, and
// only forms with words are read.
import type { FastifyInstance } from 'fastify';
import { answerPublicErrors } from './errors.ts';
import type { PublicFace } from './face.ts';
import { refuseForged } from './forgery.ts';
import { refuseMedia } from './refuse-media.ts';

/** Makes this scope the public face. Every page in it answers with `showPublic`. */
export function servePublic(scope: FastifyInstance, face: PublicFace): void {
  scope.decorate('face', face);
  refuseForged(scope);
  refuseMedia(scope);
  answerPublicErrors(scope);
}
