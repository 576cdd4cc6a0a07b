/** A table of counts and what is demanded of them. */
export class Report {
  #lines = [];
  #isBroken = false;

  heading(text) {
    this.#lines.push('', text);
  }

  /** Numbers that are told and not judged. */
  tell(counts) {
    for (const [name, count] of Object.entries(counts)) {
      this.#lines.push(row('', name, count, ''));
    }
  }

  /** A number, what it must be, and what to look at if it is not. */
  demand(name, count, { isMet, words }, details = []) {
    this.#isBroken ||= !isMet;
    this.#lines.push(row(isMet ? 'ok' : 'BROKEN', name, count, words));
    if (!isMet) {
      this.#lines.push(...details.map((detail) => `             ${detail}`));
    }
  }

  get isBroken() {
    return this.#isBroken;
  }

  get text() {
    return `${this.#lines.join('\n')}\n`;
  }
}

/** The demand that a count is this one. */
export function exactly(expected, count) {
  return { isMet: count === expected, words: `must be ${expected}` };
}

/** The demand that a count reaches this one. */
export function atLeast(expected, count) {
  return { isMet: count >= expected, words: `must be at least ${expected}` };
}

function row(verdict, name, count, words) {
  return `  ${verdict.padEnd(6)} ${name.padEnd(62)} ${String(count).padStart(7)}  ${words}`.trimEnd();
}
