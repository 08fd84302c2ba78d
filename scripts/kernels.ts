// Compiles each package's assembly/ to generated/NAME.wasm. With --check it writes nothing and fails if a checked-in
// kernel differs from what its source compiles to.
import './node-version.mjs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createMemoryStream, main as asc } from 'assemblyscript/asc';
import { root, runScript } from './project.ts';

/** By its file's name: the package that a kernel belongs to, and where its memory comes from: its own, or the host's. */
const kernels = {
  pdq: { of: 'pdq', memory: '' },
  hamming: { of: 'hamming', memory: ' --importMemory --maximumMemory 65536' },
  // The same on memories that several threads share.
  'hamming-shared': { of: 'hamming', memory: ' --importMemory --maximumMemory 65536 --sharedMemory --enable threads' },
};
type Name = keyof typeof kernels;
const names = Object.keys(kernels) as Name[];

const placeOf = (name: Name) => join(root, 'packages', kernels[name].of, 'generated', `${name}.wasm`);

/** A kernel's bytes, the same on every machine for the same source and compiler. Throws what the compiler reports. */
async function compile(name: Name): Promise<Uint8Array> {
  const report = createMemoryStream();
  const wasm: Uint8Array[] = [];
  const keep = (_name: string, contents: Uint8Array | string) => {
    if (typeof contents !== 'string') wasm.push(contents);
  };
  const options = `assembly/index.ts --outFile ${name}.wasm --optimizeLevel 3 --noAssert --runtime stub --enable simd${kernels[name].memory}`;
  const baseDir = join(root, 'packages', kernels[name].of);
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
    throw new Error(`${placeOf(name)} is not what assembly/ compiles to; run \`npm run generate\``);
}

if (import.meta.main)
  await runScript(async () => {
    for (const name of names)
      if (process.argv.includes('--check')) await checkKernel(name);
      else await writeFile(placeOf(name), await compile(name));
  });
