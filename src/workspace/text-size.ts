/** Characters of all texts within what Notion answered. It does not recurse, because an answer may be nested deeply. */
export function textSizeOf(value: unknown): number {
  let size = 0;
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'string') {
      size += next.length;
    } else if (typeof next === 'object' && next !== null) {
      for (const inner of Object.values(next)) {
        open.push(inner);
      }
    }
  }
  return size;
}
