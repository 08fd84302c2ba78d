// What tests of the directory share: a made-up entry, and examples for the permission matrix.
import type { Example, Ground } from '../../testing/matrix.ts';
import { call } from '../../verbs/verb.ts';
import { keepPlatform } from './verbs.ts';

let unique = 0;

/** What is given for a made-up platform that takes notices by mail. */
export const madeUpPlatform = (more: Record<string, unknown> = {}) => ({
  name: `Platform Rekaan ${(unique += 1)}`,
  kind: 'platform' as const,
  language: 'id' as const,
  way: 'mail' as const,
  mail: 'laporan@platform-rekaan.example',
  country: 'ID',
  ...more,
});

/** Adds a made-up entry by who may. */
export async function keptPlatform(ground: Pick<Ground, 'house' | 'maker'>, more: Record<string, unknown> = {}) {
  const { id } = await call(ground.house, keepPlatform, ground.maker, madeUpPlatform(more) as never);
  return { id, version: 1 };
}

/** Examples for the permission matrix. */
export const examples: Record<string, Example> = {
  'remove.read-directory': { input: async (ground) => keptPlatform(ground).then(() => ({})) },
  'remove.read-platform': { input: async (ground) => ({ id: (await keptPlatform(ground)).id }) },
  'remove.keep-platform': { input: () => madeUpPlatform() },
  'remove.check-platform': { input: (ground) => keptPlatform(ground) },
  'remove.retire-platform': { input: (ground) => keptPlatform(ground) },
  'remove.load-known': { input: () => ({}) },
};
