// The public face with every door, over a desk with banks of fingerprints, for tests that attack it.
import { fileURLToPath } from 'node:url';
import { openRecognise } from '../../../recognise/index.ts';
import { openAssets } from '../../../runtime/assets.ts';
import { openTestDesk } from '../../../testing/desk.ts';
import { callerOf } from '../../../testing/house.ts';
import { nobody } from '../../../verbs/caller.ts';
import { type FloodLimits, placeFlood } from '../../flood/index.ts';
import { registerPublicFace } from '../../pages.ts';
import { everything } from '../../testing.ts';
import type { OpenFace } from './open-face.ts';

const kernel = {
  name: 'pdq.wasm',
  file: fileURLToPath(import.meta.resolve('@suaka/pdq/pdq.wasm')),
  contentType: 'application/wasm',
};

export async function openWholeFace(limits?: FloodLimits): Promise<OpenFace> {
  const desk = await openTestDesk({
    access: { announce: () => {} },
    server: { assets: await openAssets([kernel]) },
    routes: async (server) => {
      await openRecognise(server.house);
      placeFlood(server.house, limits, async () => {});
      await server.register(async (scope) => registerPublicFace(scope));
    },
  });
  const organisationId = await desk.organisation('Rumah Aman Rekaan');
  return {
    ...desk,
    organisationId,
    reporter: { ...nobody, organisationId },
    officer: callerOf(organisationId, everything),
  };
}
