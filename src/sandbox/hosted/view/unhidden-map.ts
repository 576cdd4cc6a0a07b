/**
 * Records as somebody sees them for whom nothing is hidden. It stands on the real records: what is written through it
 * is there for everybody, and stays hidden from those it was hidden from.
 */
export class UnhiddenMap<Item extends { readonly hidden: boolean }> extends Map<string, Item> {
  readonly #records: Map<string, Item>;

  constructor(records: Map<string, Item>) {
    super();
    this.#records = records;
  }

  override get size(): number {
    return this.#records.size;
  }

  override get(id: string): Item | undefined {
    const item = this.#records.get(id);
    return item === undefined || !item.hidden ? item : { ...item, hidden: false };
  }

  override has(id: string): boolean {
    return this.#records.has(id);
  }

  override set(id: string, item: Item): this {
    this.#records.set(id, { ...item, hidden: this.#records.get(id)?.hidden ?? item.hidden });
    return this;
  }

  override delete(id: string): boolean {
    return this.#records.delete(id);
  }

  override *entries(): MapIterator<[string, Item]> {
    for (const id of this.#records.keys()) {
      const item = this.get(id);
      if (item !== undefined) {
        yield [id, item];
      }
    }
  }

  override keys(): MapIterator<string> {
    return this.#records.keys();
  }

  override *values(): MapIterator<Item> {
    for (const [, item] of this.entries()) {
      yield item;
    }
  }

  override [Symbol.iterator](): MapIterator<[string, Item]> {
    return this.entries();
  }

  override forEach(visit: (item: Item, id: string, map: Map<string, Item>) => void): void {
    for (const [id, item] of this.entries()) {
      visit(item, id, this);
    }
  }
}
