// The WebAssembly kernel as TypeScript sees it: what its instances export, and the memories that they work on.

const PAGE_BYTES = 65_536;

/** 4 GiB, the most that a memory can have. */
const MOST_PAGES = 65_536;

/** An address or a size that the kernel exports. */
type Constant = WebAssembly.Global<'i32'>;

/** What the role "rows" exports: see assembly/rows.ts. */
export interface RowsKernel {
  memory: WebAssembly.Memory;
  sit(seat: number): void;
  query(): number;
  FRESH: Constant;
  FRESH_CAPACITY: Constant;
  ROWS: Constant;
  setRadius(bits: number): void;
  verify: (slot: number) => void;
  distance(slot: number): number;
  scan(count: number): void;
  scanFresh(first: number, end: number): void;
}

/** What the role "part" exports: see assembly/part.ts, probe.ts and changes.ts. */
export interface PartKernel {
  memory: WebAssembly.Memory;
  sit(seat: number): void;
  BITS: Constant;
  MASKS: Constant;
  BLOCK: Constant;
  CODES: Constant;
  SLOTS: Constant;
  RANKS: Constant;
  choose(width: number): void;
  open(width: number, capacity: number): void;
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

/** Starts instances of the kernel. */
export interface Kernel {
  /** To be handed to other threads, which make the same kernel of it. */
  module: WebAssembly.Module;
  /** Whether its memories can be shared with them. */
  shared: boolean;
  /** Each in a memory of its own, if no place is given. */
  startRows(found: (slot: number, distance: number) => void, place?: Place): RowsKernel;
  startPart(candidate: (slot: number) => void, place?: Place): PartKernel;
}

/** A memory, and the seat there of the thread that searches it: 0 for the owner, who alone writes. */
export interface Place {
  memory: WebAssembly.Memory;
  seat: number;
}

/**
 * The kernel in a compiled module of generated/hamming.wasm, or of generated/hamming-shared.wasm if it is `shared`. Starting
 * it throws TypeError if it is any other module.
 */
export function createKernel(module: WebAssembly.Module, shared = false): Kernel {
  const host = { found: unused, candidate: unused };
  function start<Exports extends { sit(seat: number): void }>(
    is: (exports: WebAssembly.Exports) => exports is WebAssembly.Exports & Exports,
    imports: object,
    { memory, seat }: Place = { memory: createMemory(shared), seat: 0 },
  ): Exports {
    const { exports } = new WebAssembly.Instance(module, { env: { memory }, host: { ...host, ...imports } });
    if (!is(exports)) refuse(exports);
    exports.sit(seat);
    return exports;
  }
  return {
    module,
    shared,
    startRows: (found, place) => start(isRows, { found }, place),
    startPart: (candidate, place) => start(isPart, { candidate }, place),
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
 * An empty memory. Engines do not count what is shared as something that is worth collecting, so a program that makes one
 * index after another is better off with memories that are not.
 */
export function createMemory(shared: boolean): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES, shared });
}

/**
 * Makes a memory at least so long. Growing it replaces its buffer, so views must be taken anew.
 *
 * @throws RangeError if the machine or the 4 GiB of a WebAssembly memory do not allow it.
 */
export function reserve(memory: WebAssembly.Memory, bytes: number): void {
  if (bytes <= memory.buffer.byteLength) return;
  // Another thread may have grown a shared one, which is seen here only then; of others it would end all views.
  if (!(memory.buffer instanceof ArrayBuffer)) memory.grow(0);
  const missing = bytes - memory.buffer.byteLength;
  if (missing <= 0) return;
  try {
    memory.grow(Math.ceil(missing / PAGE_BYTES));
  } catch (cause) {
    throw new RangeError(`No memory of ${bytes} bytes could be had for the index; 4 GiB is the most`, { cause });
  }
}
