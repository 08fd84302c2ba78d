// The pages of the public face that ask nothing: the first page, get help now, the way out, and
// what the desk says of itself.
import type { FastifyInstance } from 'fastify';
import { aboutPages } from './about.ts';
import { helpPages } from './help.ts';
import { homePage } from './home.ts';
import { leavePages } from './leave.ts';

/** Registers them in a scope that `servePublic` made the public face. */
export function registerFace(scope: FastifyInstance): void {
  homePage(scope);
  helpPages(scope);
  leavePages(scope);
  aboutPages(scope);
}
