// The WebAssembly kernel as TypeScript sees it: what its instances export, and how their memories grow.

const PAGE_BYTES = 65_536;

/** An address or a size that the kernel exports. */
type Constant = WebAssembly.Global<'i32'>;

/** What the role "rows" exports: see assembly/rows.ts. */
export interface RowsKernel {
  memory: WebAssembly.Memory;
  QUERY: Constant;
  FRESH: Constant;
  FRESH_CAPACITY: Constant;
  ROWS: Constant;
  setRadius(bits: number): void;
  verify: (slot: number) => void;
  scan(count: number): void;
  scanFresh(count: number): void;
}

/** What the role "part" exports: see assembly/part.ts, probe.ts and changes.ts. */
export interface PartKernel {
  memory: WebAssembly.Memory;
  BITS: Constant;
  MASKS: Constant;
  BLOCK: Constant;
  CODES: Constant;
  SLOTS: Constant;
  RANKS: Constant;
  choose(width: number): void;
  length(): number;
  endOf(capacity: number): number;
  widen(capacity: number): void;
  aim: (key: number, tail: number) => void;
  neighbours(masks: number): number;
  find: (masks: number, limit: number) => number;
  touch: () => number;
  check: () => void;
  clear(): void;
  count(codes: number): void;
  accumulate(): void;
  place(codes: number): void;
  rank(codes: number): void;
  merge(codes: number): void;
  purge(removed: number, first: number, end: number): number;
}

/** Starts instances of the kernel, each with a memory of its own. */
export interface Kernel {
  startRows(found: (slot: number, distance: number) => void): RowsKernel;
  startPart(candidate: (slot: number) => void): PartKernel;
}

/** The kernel in a compiled module of generated/hamming.wasm. Starting it throws TypeError if it is any other module. */
export function createKernel(module: WebAssembly.Module): Kernel {
  const host = { found: unused, candidate: unused };
  const start = (imports: object) => new WebAssembly.Instance(module, { host: { ...host, ...imports } }).exports;
  return {
    startRows(found) {
      const exports = start({ found });
      return isRows(exports) ? exports : refuse(exports);
    },
    startPart(candidate) {
      const exports = start({ candidate });
      return isPart(exports) ? exports : refuse(exports);
    },
  };
}

function isRows(exports: WebAssembly.Exports): exports is WebAssembly.Exports & RowsKernel {
  return 'scanFresh' in exports;
}

function isPart(exports: WebAssembly.Exports): exports is WebAssembly.Exports & PartKernel {
  return 'find' in exports;
}

function refuse(exports: WebAssembly.Exports): never {
  throw new TypeError(`The module exports ${Object.keys(exports).join(', ') || 'nothing'}; expected hamming.wasm`);
}

/** Stands in for the import that belongs to the kernel's other role. */
function unused(): never {
  throw new Error('The kernel called an import of its other role');
}

/**
 * Makes a memory at least so long. Growing it replaces its buffer, so views must be taken anew.
 *
 * @throws RangeError if the machine or the 4 GiB of a WebAssembly memory do not allow it.
 */
export function reserve(memory: WebAssembly.Memory, bytes: number): void {
  const missing = bytes - memory.buffer.byteLength;
  if (missing <= 0) return;
  try {
    memory.grow(Math.ceil(missing / PAGE_BYTES));
  } catch (cause) {
    throw new RangeError(`No memory of ${bytes} bytes could be had for the index; 4 GiB is the most`, { cause });
  }
}
