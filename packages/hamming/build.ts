// Compiles assembly/ to generated/hamming.wasm. With --check it writes nothing and fails if the checked-in file differs.

import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createMemoryStream, main as asc } from 'assemblyscript/asc';

const KERNEL = new URL('generated/hamming.wasm', import.meta.url);

const HERE = fileURLToPath(new URL('.', import.meta.url));
const OPTIONS = 'assembly/index.ts --outFile hamming.wasm --optimizeLevel 3 --noAssert --runtime stub --enable simd';

/** The kernel's bytes, the same on every machine for the same source and compiler. Throws what the compiler reports. */
export async function compileKernel(): Promise<Uint8Array> {
  const report = createMemoryStream();
  const wasm: Uint8Array[] = [];
  const writeFile = (_name: string, contents: Uint8Array | string) => {
    if (typeof contents !== 'string') wasm.push(contents);
  };
  await asc([...OPTIONS.split(' '), '--baseDir', HERE], { stderr: report, writeFile });
  const [kernel] = wasm;
  const errors = Buffer.from(report.toBuffer()).toString();
  if (!kernel || errors) throw new Error(`The kernel does not compile cleanly:\n${errors}`);
  return kernel;
}

/** Throws if the checked-in kernel is not what its source compiles to. */
export async function checkKernel(): Promise<void> {
  const [fresh, kept] = await Promise.all([compileKernel(), readFile(KERNEL)]);
  if (Buffer.compare(fresh, kept) !== 0) {
    throw new Error(
      'generated/hamming.wasm is not what assembly/ compiles to; run npm run build --workspace @suaka/hamming',
    );
  }
}

if (import.meta.main) {
  if (process.argv.includes('--check')) await checkKernel();
  else await writeFile(KERNEL, await compileKernel());
}
