// Files for the browser: the look's, every module of app/src/browser bundled by esbuild at start, and whatever rooms add.
// What pages name through `href` carries a hash of its content in its name and is kept by the browser for good.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { FastifyInstance } from 'fastify';
import { assets as lookAssets, publicStylesFile, stylesFile } from '../kit/look/assets.ts';

export interface AssetFile {
  /** Name for `href`, such as `pdq.wasm`. */
  name: string;
  /** Absolute path on disc. */
  file: string;
  contentType: string;
}

interface Served {
  path: string;
  content: Buffer;
  contentType: string;
  cacheControl: string;
}

// RFC 8246: the content under this name never changes.
const forever = 'public, max-age=31536000, immutable';
// Fonts and icons are named by the style sheet and the document head, whose text does not know a hash.
const aDay = 'public, max-age=86400';

export class Assets {
  readonly #served: readonly Served[];
  readonly #hrefs: ReadonlyMap<string, string>;
  /** Address of the desk's style sheet. */
  readonly styles: string;
  /** Address of the public face's style sheet. */
  readonly publicStyles: string;

  constructor(served: readonly Served[], hrefs: ReadonlyMap<string, string>) {
    this.#served = served;
    this.#hrefs = hrefs;
    this.styles = this.href(basename(stylesFile));
    this.publicStyles = this.href(basename(publicStylesFile));
  }

  /** The address of an asset by its name. @throws RangeError for a name that is not served. */
  href(name: string): string {
    const found = this.#hrefs.get(name);
    if (found === undefined)
      throw new RangeError(`No asset is named "${name}"; there are ${[...this.#hrefs.keys()].join(', ')}`);
    return found;
  }

  /** The address of a browser module by its file's name without ending: `script('passkey')`. */
  script(name: string): string {
    return this.href(`${name}.js`);
  }

  /** Serves everything on this server. */
  register(server: FastifyInstance): void {
    for (const { path, content, contentType, cacheControl } of this.#served)
      server.get(path, (_request, reply) =>
        reply.type(contentType).header('cache-control', cacheControl).send(content),
      );
  }
}

const browserFolder = fileURLToPath(new URL('../browser/', import.meta.url));

/** Reads and bundles everything that is served. @throws Error when a browser module cannot be bundled. */
export async function openAssets(extra: readonly AssetFile[] = []): Promise<Assets> {
  const named = [
    await bundleStyles(stylesFile),
    await bundleStyles(publicStylesFile),
    ...(await Promise.all(extra.map(readNamed))),
    ...(await bundleModules()),
  ];
  const fixed = await Promise.all(
    lookAssets.map(async ({ path, file, contentType }) => ({
      path,
      contentType,
      content: await readFile(file),
      cacheControl: aDay,
    })),
  );
  const hrefs = new Map(named.map(({ name, path }) => [name, path]));
  return new Assets([...named, ...fixed], hrefs);
}

/** A style sheet with its parts in it. What it names by address (the font) is served beside it. */
async function bundleStyles(file: string): Promise<Served & { name: string }> {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    minify: true,
    write: false,
    external: ['/assets/*'],
    logLevel: 'silent',
  });
  return hashed(basename(file), Buffer.from(outputFiles[0]!.contents), 'text/css; charset=utf-8');
}

async function readNamed({ name, file, contentType }: AssetFile): Promise<Served & { name: string }> {
  return hashed(name, await readFile(file), contentType);
}

/** `suaka.css` becomes `/assets/suaka-1a2b3c4d5e6f.css`. */
function hashed(name: string, content: Buffer, contentType: string): Served & { name: string } {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  const path = `/assets/${name.replace(/(\.[^.]+)$/, `-${hash}$1`)}`;
  return { name, path, content, contentType, cacheControl: forever };
}

async function bundleModules(): Promise<(Served & { name: string })[]> {
  const files = await readdir(browserFolder);
  const entryPoints = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const { outputFiles } = await build({
    entryPoints: entryPoints.map((file) => `${browserFolder}${file}`),
    outdir: browserFolder,
    write: false,
    bundle: true,
    format: 'esm',
    minify: true,
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'silent',
  });
  return outputFiles.map(({ path, contents }) =>
    hashed(basename(path), Buffer.from(contents), 'text/javascript; charset=utf-8'),
  );
}
