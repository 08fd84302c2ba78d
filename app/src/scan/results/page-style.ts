// The look of the page about a run: the desk's colours and the page's own rules as one text, which stands within the page,
// because that has to open on any machine without anything beside it.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { tokensFile } from '../../kit/look/assets.ts';

const own = ['page.css', 'page-tables.css', 'page-print.css'].map((name) => new URL(name, import.meta.url));

export const pageStyle: string = [tokensFile, ...own].map((file) => readFileSync(file, 'utf8')).join('\n');

/** By which the page allows this style and no other. */
export const styleDigest: string = createHash('sha256').update(pageStyle).digest('base64');
