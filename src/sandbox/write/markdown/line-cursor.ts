/** Reads lines one after the other. Indentation is in tabs, one for each level. */
export class LineCursor {
  readonly #lines: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#lines = text.split(/\r\n|\r|\n/);
  }

  get at(): number {
    return this.#at;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#lines.length;
  }

  /** The line as it stands. */
  get raw(): string {
    return this.#lines[this.#at] ?? '';
  }

  get isBlank(): boolean {
    return this.raw.trim() === '';
  }

  get indent(): number {
    return tabsOf(this.raw);
  }

  skip(): void {
    this.#at += 1;
  }

  /** Skips what Markdown does not count: empty lines between blocks. */
  skipBlank(): void {
    while (!this.isAtEnd && this.isBlank) {
      this.skip();
    }
  }

  /** The lines up to one that reads `close`, which is skipped, or to the end. Each is as it stands. */
  until(close: string): string[] {
    const lines: string[] = [];
    while (!this.isAtEnd && this.raw.trim() !== close) {
      lines.push(this.raw);
      this.skip();
    }
    this.skip();
    return lines;
  }

  /** The lines since `start`, moved left by `depth` levels, without empty ones; code stays as it is. */
  sourceSince(start: number, depth: number): string {
    let inFence = false;
    return this.#lines
      .slice(start, this.#at)
      .flatMap((line) => {
        const isFence = line.trimStart().startsWith('```');
        const isCode = inFence && !isFence;
        inFence = isFence ? !inFence : inFence;
        return isCode ? [line] : line.trim() === '' ? [] : [withoutTabs(line, depth)];
      })
      .join('\n');
  }
}

function tabsOf(line: string): number {
  let tabs = 0;
  while (line.charAt(tabs) === '\t') {
    tabs += 1;
  }
  return tabs;
}

/** The line without its first tabs, as many of `depth` as it has. */
export function withoutTabs(line: string, depth: number): string {
  return line.slice(Math.min(depth, tabsOf(line)));
}
