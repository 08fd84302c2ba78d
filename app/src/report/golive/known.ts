// What the public face says of its desk, kept for a moment: every page of it asks. The verbs that change it forget it here
// at once; other nodes follow within two seconds.
import { secondMs } from '../../kit/time.ts';
import type { House } from '../../runtime/house.ts';

const keptMs = 2 * secondMs;

interface Kept {
  organisationId: string;
  face: Promise<unknown>;
  /** By the desk's clock, on which it depends which numbers are fresh, and by the machine's. */
  at: number;
  madeAt: number;
}

const kept = new WeakMap<House, Kept>();

/** The face that `read` reads, or the one that was read a moment ago. What fails is not kept. */
export function faceOf<Face>(house: House, organisationId: string, read: () => Promise<Face>): Promise<Face> {
  const known = kept.get(house);
  const at = house.now().getTime();
  if (
    known?.organisationId === organisationId &&
    Math.abs(at - known.at) < keptMs &&
    performance.now() - known.madeAt < keptMs
  )
    return known.face as Promise<Face>;
  const face = read();
  kept.set(house, { organisationId, face, at, madeAt: performance.now() });
  face.catch(() => kept.delete(house));
  return face;
}

/** Something about it changes in this moment. */
export function forgetFace(house: House): void {
  kept.delete(house);
}
