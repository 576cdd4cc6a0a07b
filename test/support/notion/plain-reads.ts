import {
  UNCHANGED,
  type ReadName,
  type SharedReads,
  type SharedWrite,
} from '../../../src/notion/cache/shared-reads.js';

/** What all processes share, kept by an object: no Redis and no seals, but everything goes through JSON. */
export class PlainReads implements SharedReads {
  readonly stored = new Map<string, SharedWrite>();
  readonly marks = new Map<string, string>();
  readonly asked: (readonly ReadName[])[] = [];
  isAway = false;

  fetch(names: readonly ReadName[]): ReturnType<SharedReads['fetch']> {
    this.asked.push(names);
    return Promise.resolve(
      this.isAway
        ? undefined
        : names.map(({ kind, id }) => {
            const mark = this.marks.get(id) ?? UNCHANGED;
            const write = this.stored.get(`${kind}:${id}`);
            return write?.token === mark
              ? { token: mark, found: { value: write.value, freshFor: write.lifetimeMs } }
              : { token: mark };
          }),
    );
  }

  drop(ids: readonly string[]): void {
    ids.forEach((id) => this.marks.set(id, `dropped ${this.marks.size}`));
  }

  store(write: SharedWrite): void {
    if ((this.marks.get(write.id) ?? UNCHANGED) === write.token) {
      const value = JSON.parse(JSON.stringify(write.value)) as object;
      this.stored.set(`${write.kind}:${write.id}`, { ...write, value });
    }
  }
}
