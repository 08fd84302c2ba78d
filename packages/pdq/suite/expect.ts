// The few assertions of the suite, which runs where node:assert is not.

/** Throws unless the two are the same. */
export function equal(actual: string | number, expected: string | number): void {
  if (actual !== expected) throw new Error(`Got ${actual}, expected ${expected}`);
}

/** Throws unless the number lies within a tolerance. */
export function near(actual: number, expected: number, tolerance: number): void {
  if (!(Math.abs(actual - expected) <= tolerance)) {
    throw new Error(`Got ${actual}, expected ${expected} within ${tolerance}`);
  }
}

/** Throws unless the call throws that kind of error, with those words in its message. */
export function rejects(call: () => unknown, kind: ErrorConstructor, words: string): void {
  try {
    call();
  } catch (error) {
    if (error instanceof kind && error.message.includes(words)) return;
    throw new Error(`Threw the wrong error, expected ${kind.name}: ...${words}...`, { cause: error });
  }
  throw new Error(`Threw nothing, expected ${kind.name}: ...${words}...`);
}
