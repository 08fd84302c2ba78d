// A QR code drawn on the server as SVG inside the page: the policy of our pages allows no inline style and no foreign image.
import { encode } from 'uqr';
import { type Html, html } from '../../kit/html.ts';

// ISO/IEC 18004 asks for four light modules around the code.
const borderModules = 4;
const modulePixels = 4;

/** @param label what it is, for those who do not see it. Dark on white in either colour scheme: cameras need that. */
export function qrCode(text: string, label: string): Html {
  const { data, size } = encode(text, { ecc: 'M', border: borderModules });
  const pixels = size * modulePixels;
  return html`<svg role="img" aria-label="${label}" width="${pixels}" height="${pixels}" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${data.map(rowPath)}" fill="#000"/></svg>`;
}

/** One rectangle for each run of dark modules in a row. */
function rowPath(row: readonly boolean[], y: number): string {
  const cells = row.map((dark) => (dark ? '1' : '0')).join('');
  return [...cells.matchAll(/1+/g)].map((run) => `M${run.index} ${y}h${run[0].length}v1h-${run[0].length}z`).join('');
}
