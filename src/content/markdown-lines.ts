/** A line of enhanced markdown: nesting is counted in tabs. */
export interface Line {
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
   * The last one is part of the result only with `including`. That there is none is remembered under `what`: a text full of openers is searched once, not once for each.
   */
  takeUntil(what: string, ends: (raw: string) => boolean, including?: boolean): string[] | undefined;
}

/** Starts at the first line. */
export function readLines(markdown: string): LineReader {
  const lines = markdown.split(/\r?\n/);
  const missing = new Set<string>();
  let position = 0;
  const peek = (): Line | undefined => {
    while (position < lines.length && lines[position]?.trim() === '') {
      position += 1;
    }
    const raw = lines[position];
    return raw === undefined ? undefined : lineOf(raw);
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
      const taken = lines.slice(position, including ? end + 1 : end);
      position = end + 1;
      return taken;
    },
  };
}

function lineOf(raw: string): Line {
  const tabs = /^\t*/.exec(raw)?.[0].length ?? 0;
  const rest = raw.slice(tabs);
  // Version 2 of the format nests lists by spaces instead.
  const spaces = /^( {2,})(?:[-*+]|\d{1,9}[.)])\s/.exec(rest)?.[1]?.length ?? 0;
  return { depth: tabs + Math.floor(spaces / 2), text: spaces === 0 ? rest : rest.slice(spaces) };
}
