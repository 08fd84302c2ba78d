// Checks of what callers hand in. They stand at the door; nothing behind it checks again.

import { CODE_BYTES } from './rows.ts';

const MAX_ID = 0xffff_ffff;
const MAX_RADIUS = 256;

export function checkId(id: number): void {
  checkInteger('id', id, MAX_ID);
}

export function checkRadius(radius: number): void {
  checkInteger('radius', radius, MAX_RADIUS);
}

export function checkCode(code: Uint8Array): void {
  checkBytes(code);
  if (code.length !== CODE_BYTES) {
    throw new RangeError(`The code has ${code.length} bytes; expected ${CODE_BYTES}`);
  }
}

/** Codes one after another. */
export function checkCodes(codes: Uint8Array): void {
  checkBytes(codes);
  if (codes.length % CODE_BYTES !== 0) {
    throw new RangeError(`The codes have ${codes.length} bytes; expected a multiple of ${CODE_BYTES}`);
  }
}

export function checkIds(ids: Uint32Array, codes: Uint8Array): void {
  if (!(ids instanceof Uint32Array)) throw new TypeError(`The ids are ${typeOf(ids)}; expected Uint32Array`);
  checkCodes(codes);
  if (codes.length !== ids.length * CODE_BYTES) {
    throw new RangeError(`There are ${codes.length / CODE_BYTES} codes for ${ids.length} ids; expected as many`);
  }
}

function checkInteger(name: string, value: number, max: number): void {
  if (typeof value !== 'number') throw new TypeError(`The ${name} is ${typeOf(value)}; expected Number`);
  if (!Number.isInteger(value) || value < 0 || value > max) {
    throw new RangeError(`The ${name} is ${value}; expected an integer from 0 to ${max}`);
  }
}

function checkBytes(code: Uint8Array): void {
  if (!(code instanceof Uint8Array)) throw new TypeError(`The code is ${typeOf(code)}; expected Uint8Array`);
}

/** What a value is, such as Uint8Array, Array, String or Undefined. */
function typeOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}
