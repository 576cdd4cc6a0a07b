/** One place in a queue: an item, or a queue of its own for each of those who share the place. */
interface Line<Item> {
  readonly items: Set<Item>;
  readonly inner: Map<object, Line<Item>>;
}

/**
 * A queue that takes turns: between those named first in the items' paths, within each of them between those named
 * second, and so on; first come, first served only among items of one path. Whoever queues a hundred items delays
 * somebody with a single one by a single turn.
 */
export class FairQueue<Item extends { readonly path: readonly object[] }> {
  readonly #root: Line<Item> = emptyLine();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(item: Item): void {
    let line = this.#root;
    for (const name of item.path) {
      const inner: Line<Item> = line.inner.get(name) ?? emptyLine();
      line.inner.set(name, inner);
      line = inner;
    }
    line.items.add(item);
    this.#size += 1;
  }

  /** Takes out an item that does not want its turn any more. */
  delete(item: Item): void {
    const lines = [this.#root];
    for (const name of item.path) {
      const inner = lines.at(-1)?.inner.get(name);
      if (inner === undefined) {
        return;
      }
      lines.push(inner);
    }
    if (lines.pop()?.items.delete(item) === true) {
      this.#size -= 1;
      for (const name of item.path.toReversed()) {
        dropIfEmpty(lines.pop(), name);
      }
    }
  }

  /** Takes out the item whose turn it is. */
  take(): Item | undefined {
    const item = takeFrom(this.#root);
    this.#size -= item === undefined ? 0 : 1;
    return item;
  }

  /** All items in the order in which they would be taken out. */
  inOrder(): readonly Item[] {
    const copy = copyOf(this.#root);
    return Array.from({ length: this.#size }, () => takeFrom(copy)).filter((item) => item !== undefined);
  }
}

function emptyLine<Item>(): Line<Item> {
  return { items: new Set(), inner: new Map() };
}

function copyOf<Item>({ items, inner }: Line<Item>): Line<Item> {
  return {
    items: new Set(items),
    inner: new Map(Array.from(inner, ([name, line]) => [name, copyOf(line)])),
  };
}

/** The first of the line has its turn, and goes to the end of the line if there is more to do for it. */
function takeFrom<Item>(line: Line<Item>): Item | undefined {
  for (const item of line.items) {
    line.items.delete(item);
    return item;
  }
  for (const [name, inner] of line.inner) {
    const item = takeFrom(inner);
    line.inner.delete(name);
    if (!isEmpty(inner)) {
      line.inner.set(name, inner);
    }
    if (item !== undefined) {
      return item;
    }
  }
  return undefined;
}

function isEmpty({ items, inner }: Line<unknown>): boolean {
  return items.size === 0 && inner.size === 0;
}

function dropIfEmpty(line: Line<unknown> | undefined, name: object): void {
  const inner = line?.inner.get(name);
  if (inner !== undefined && isEmpty(inner)) {
    line?.inner.delete(name);
  }
}
