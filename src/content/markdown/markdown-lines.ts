/** A line of enhanced markdown: nesting is counted in tabs. */
interface Line {
  readonly depth: number;
  readonly text: string;
}

/** Walks the lines of a text. Blank lines separate nothing that a line break does not separate already, so they are skipped. */
export interface LineReader {
  /** The next line that is not blank, without taking it. */
  peek(): Line | undefined;
  /** Takes that line. */
  take(): Line | undefined;
  /** Takes the next line as it stands, blank or not. */
  takeRaw(): string | undefined;
  /**
   * Takes the lines up to the next one that `ends` accepts, and that one; `undefined`, taking nothing, when there is none.
   * The last one is part of the result only with `including`. A miss is cached under `what`: a text full of
   * openers is searched once, not once for each.
   */
  takeUntil(what: string, ends: (raw: string) => boolean, including?: boolean): string[] | undefined;
  /** Takes the lines up to the next fence of this kind and indentation or, failing that, of this kind, and that one. */
  takeUntilFence(fence: string, depth: number): string[] | undefined;
}

/** Starts at the first line. */
export function readLines(markdown: string): LineReader {
  const lines = markdown.split(/\r?\n/);
  const missing = new Set<string>();
  let fences: FenceIndex | undefined;
  let position = 0;
  // Every reader of blocks looks at the line, on every level of nesting that ends with it.
  let peeked: { readonly position: number; readonly line: Line | undefined } | undefined;
  const peek = (): Line | undefined => {
    while (position < lines.length && lines[position]?.trim() === '') {
      position += 1;
    }
    if (peeked?.position !== position) {
      const raw = lines[position];
      peeked = { position, line: raw === undefined ? undefined : lineOf(raw) };
    }
    return peeked.line;
  };
  const takeTo = (end: number, including: boolean): string[] => {
    const taken = lines.slice(position, including ? end + 1 : end);
    position = end + 1;
    return taken;
  };
  return {
    peek,
    take() {
      const line = peek();
      position += 1;
      return line;
    },
    takeRaw() {
      position += 1;
      return lines[position - 1];
    },
    takeUntil(what, ends, including = false) {
      let end = missing.has(what) ? lines.length : position;
      while (end < lines.length && !ends(lines[end] ?? '')) {
        end += 1;
      }
      if (end >= lines.length) {
        missing.add(what);
        return undefined;
      }
      return takeTo(end, including);
    },
    takeUntilFence(fence, depth) {
      fences ??= indexFences(lines);
      const end = fences.end(fence, depth, position);
      return end === undefined ? undefined : takeTo(end, false);
    },
  };
}

interface FenceIndex {
  /** The line that ends code which began with this fence, at or after a position, which never decreases. */
  end(fence: string, depth: number, position: number): number | undefined;
}

/** There may be as many kinds of fences as there are lengths and depths, so they are not searched for one by one. */
export function indexFences(lines: readonly string[]): FenceIndex {
  const places = new Map<string, { readonly at: number[]; passed: number }>();
  const add = (written: string, at: number): void => {
    const known = places.get(written);
    if (known === undefined) {
      places.set(written, { at: [at], passed: 0 });
    } else {
      known.at.push(at);
    }
  };
  lines.forEach((raw, at) => {
    if (/^\s*(?:`{3,}|~{3,})\s*$/.test(raw)) {
      add(raw.trimEnd(), at);
      add(`any ${raw.trim()}`, at);
    }
  });
  const next = (written: string, position: number): number | undefined => {
    const found = places.get(written) ?? { at: [], passed: 0 };
    while ((found.at[found.passed] ?? position) < position) {
      found.passed += 1;
    }
    return found.at[found.passed];
  };
  return {
    end: (fence, depth, position) =>
      next('\t'.repeat(depth) + fence, position) ?? next(`any ${fence}`, position),
  };
}

function lineOf(raw: string): Line {
  const tabs = /^\t*/.exec(raw)?.[0].length ?? 0;
  const rest = raw.slice(tabs);
  // Version 2 of the format nests lists by spaces instead.
  const spaces = /^( {2,})(?:[-*+]|\d{1,9}[.)])\s/.exec(rest)?.[1]?.length ?? 0;
  return { depth: tabs + Math.floor(spaces / 2), text: spaces === 0 ? rest : rest.slice(spaces) };
}
