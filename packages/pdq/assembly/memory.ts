// Working memory behind the constants, dealt out anew for each picture, all zero.

let top: usize = 0;

export function reset(): void {
  top = (__heap_base + 15) & ~15;
}

/** Returns the address of that many zero bytes, aligned to 16. Traps if the memory cannot grow. */
export function take(bytes: usize): usize {
  const start = top;
  top = (start + bytes + 15) & ~15;
  const missing = <i32>((top + 0xffff) >>> 16) - memory.size();
  if (missing > 0 && memory.grow(missing) < 0) unreachable();
  memory.fill(start, 0, top - start);
  return start;
}
