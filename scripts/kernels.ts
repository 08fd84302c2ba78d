// Compiles each package's assembly/ to generated/NAME.wasm. With --check it writes nothing and fails if a checked-in
// kernel differs from what its source compiles to.
import './node-version.mjs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createMemoryStream, main as asc } from 'assemblyscript/asc';
import { root, runScript } from './project.ts';

export const kernels = ['pdq', 'hamming'] as const;
type Name = (typeof kernels)[number];

/** Where a kernel's memory comes from: its own, or the host's, which several threads may share. */
const memory: Record<Name, string> = {
  pdq: '',
  hamming: ' --importMemory --sharedMemory --maximumMemory 65536 --enable threads',
};

const placeOf = (name: Name) => join(root, 'packages', name, 'generated', `${name}.wasm`);

/** A kernel's bytes, the same on every machine for the same source and compiler. Throws what the compiler reports. */
async function compile(name: Name): Promise<Uint8Array> {
  const report = createMemoryStream();
  const wasm: Uint8Array[] = [];
  const keep = (_name: string, contents: Uint8Array | string) => {
    if (typeof contents !== 'string') wasm.push(contents);
  };
  const options = `assembly/index.ts --outFile ${name}.wasm --optimizeLevel 3 --noAssert --runtime stub --enable simd${memory[name]}`;
  const baseDir = join(root, 'packages', name);
  await asc([...options.split(' '), '--baseDir', baseDir], { stderr: report, writeFile: keep });
  const [kernel] = wasm;
  const errors = Buffer.from(report.toBuffer()).toString();
  if (!kernel || errors) throw new Error(`The kernel of ${name} does not compile cleanly:\n${errors}`);
  return kernel;
}

/** Throws if a checked-in kernel is not what its source compiles to. */
export async function checkKernel(name: Name): Promise<void> {
  const [fresh, kept] = await Promise.all([compile(name), readFile(placeOf(name))]);
  if (Buffer.compare(fresh, kept) !== 0)
    throw new Error(
      `packages/${name}/generated/${name}.wasm is not what assembly/ compiles to; run \`npm run generate\``,
    );
}

if (import.meta.main)
  await runScript(async () => {
    for (const name of kernels)
      if (process.argv.includes('--check')) await checkKernel(name);
      else await writeFile(placeOf(name), await compile(name));
  });
