// The door of what people report: addresses on the web, accounts, telephone numbers and groups, recognised in what they
// type, brought to the one form that joins reports, and shown so that nobody opens them by accident.
export { mostIdentifiers } from './find.ts';
export type { Identifier, IdentifierKind } from './identifier.ts';
export type { Country } from './phone.ts';
export { platforms } from './platforms.ts';
export {
  findIdentifiers,
  type IdentifierOptions,
  type IdentifierReading,
  readIdentifier,
  type WhyNot,
} from './read.ts';
export { defang, type DisplayKind, displayKind, platformName } from './show.ts';
