/** A table of counts and what is demanded of them. */
export class Report {
  readonly #lines: string[] = [];
  #isBroken = false;

  heading(text: string): void {
    this.#lines.push('', text);
  }

  /** Numbers that are told and not judged. */
  tell(counts: Readonly<Record<string, string | number>>): void {
    for (const [name, count] of Object.entries(counts)) {
      this.#lines.push(row('', name, count, ''));
    }
  }

  /** A number, whether it is as it must be, how that is, and what to look at if it is not. */
  demand(
    name: string,
    count: string | number,
    isMet: boolean,
    words: string,
    details: readonly string[] = [],
  ): void {
    this.#isBroken ||= !isMet;
    this.#lines.push(row(isMet ? 'ok' : 'BROKEN', name, count, words));
    if (!isMet) {
      this.#lines.push(...details.map((detail) => `             ${detail}`));
    }
  }

  /** The demand that a count is this one. */
  exactly(expected: number, name: string, count: number, details: readonly string[] = []): void {
    this.demand(name, count, count === expected, `must be ${expected}`, details);
  }

  /** The demand that a count reaches this one. */
  atLeast(expected: number, name: string, count: number): void {
    this.demand(name, count, count >= expected, `must be at least ${expected}`);
  }

  get isBroken(): boolean {
    return this.#isBroken;
  }

  get text(): string {
    return `${this.#lines.join('\n')}\n`;
  }
}

function row(verdict: string, name: string, count: string | number, words: string): string {
  return `  ${verdict.padEnd(6)} ${name.padEnd(62)} ${String(count).padStart(7)}  ${words}`.trimEnd();
}
