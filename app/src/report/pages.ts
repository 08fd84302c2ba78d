// The pages that main registers: the public face, in a scope of its own.
export { readDeskFacts } from './face/desk-facts.ts';
export { registerFace } from './face/register.ts';
export { servePublic } from './face/scope.ts';
