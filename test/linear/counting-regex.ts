import { RegExpParser, type AST } from '@eslint-community/regexpp';

/**
 * Matches as a backtracking engine does, and counts the steps that takes. An engine's own work cannot be seen from outside:
 * a pattern that tries the same characters again and again looks like one call.
 */
export interface CountingRegex {
  /**
   * Where the pattern matches at or after `from`, if it does. Calls `spend` now and then with the steps since the last time;
   * it throws when there were too many.
   */
  match(
    text: string,
    from: number,
    spend: (steps: number) => void,
  ): { index: number; end: number } | undefined;
}

type Instruction =
  | { readonly code: 'one'; readonly fits: (character: string) => boolean; readonly back: boolean }
  | { readonly code: 'split'; first: number; second: number }
  | { readonly code: 'jump'; to: number }
  | { readonly code: 'assert'; readonly holds: (text: string, at: number) => boolean }
  | { readonly code: 'look'; readonly program: readonly Instruction[]; readonly negate: boolean }
  | { readonly code: 'mark'; readonly register: number }
  | { readonly code: 'moved'; readonly register: number }
  | { readonly code: 'end' };

/** Steps between two looks at the budget. */
const REPORTED_STEPS = 4096;
const compiled = new Map<string, CountingRegex>();

/** Compiles a pattern, once. */
export function countingRegex(source: string, flags: string): CountingRegex {
  const key = `${flags}/${source}`;
  const known = compiled.get(key);
  if (known !== undefined) {
    return known;
  }
  const pattern = new RegExpParser().parsePattern(source, undefined, undefined, {
    unicode: flags.includes('u'),
    unicodeSets: flags.includes('v'),
  });
  const machine = createMachine(pattern, flags);
  compiled.set(key, machine);
  return machine;
}

function createMachine(pattern: AST.Pattern, flags: string): CountingRegex {
  const compiler = createCompiler(flags);
  const program = compiler.program(pattern.alternatives, false);
  const isSticky = flags.includes('y');
  const isUnicode = flags.includes('u') || flags.includes('v');
  return {
    match(text, from, spend) {
      const run = createRun(text, isUnicode, compiler.registers(), spend);
      for (let at = from; at <= text.length; at += Math.max(1, after(text, at, isUnicode).length)) {
        const end = run.execute(program, at);
        if (end !== undefined) {
          run.report();
          return { index: at, end };
        }
        if (isSticky) {
          break;
        }
      }
      run.report();
      return undefined;
    },
  };
}

function createCompiler(flags: string): {
  program(alternatives: readonly AST.Alternative[], back: boolean): Instruction[];
  registers(): number;
} {
  const own = flags.replaceAll(/[gyd]/g, '');
  let registers = 0;

  const testOf = (raw: string): ((character: string) => boolean) => {
    const pattern = new RegExp(`^(?:${raw})$`, own.replace('m', ''));
    const known = new Map<string, boolean>();
    return (character) => {
      let fits = known.get(character);
      if (fits === undefined) {
        fits = pattern.test(character);
        known.set(character, fits);
      }
      return fits;
    };
  };

  const alternation = (alternatives: readonly AST.Alternative[], back: boolean, out: Instruction[]): void => {
    const jumps: { code: 'jump'; to: number }[] = [];
    alternatives.forEach((alternative, at) => {
      const isLast = at === alternatives.length - 1;
      const split = { code: 'split' as const, first: out.length + 1, second: 0 };
      if (!isLast) {
        out.push(split);
      }
      for (const element of back ? alternative.elements.toReversed() : alternative.elements) {
        emit(element, back, out);
      }
      if (!isLast) {
        const jump = { code: 'jump' as const, to: 0 };
        jumps.push(jump);
        out.push(jump);
        split.second = out.length;
      }
    });
    for (const jump of jumps) {
      jump.to = out.length;
    }
  };

  const quantified = (node: AST.Quantifier, back: boolean, out: Instruction[]): void => {
    for (let count = 0; count < node.min; count += 1) {
      emit(node.element, back, out);
    }
    const branch = (): { first: number; second: number } => {
      const split = { code: 'split' as const, first: 0, second: 0 };
      out.push(split);
      return split;
    };
    const settle = (split: { first: number; second: number }, body: number, after: number): void => {
      split.first = node.greedy ? body : after;
      split.second = node.greedy ? after : body;
    };
    if (node.max === Number.POSITIVE_INFINITY) {
      const start = out.length;
      const split = branch();
      const body = out.length;
      registers += 1;
      const register = registers - 1;
      out.push({ code: 'mark', register });
      emit(node.element, back, out);
      out.push({ code: 'moved', register }, { code: 'jump', to: start });
      settle(split, body, out.length);
      return;
    }
    const splits: { split: { first: number; second: number }; body: number }[] = [];
    for (let count = node.min; count < node.max; count += 1) {
      const split = branch();
      splits.push({ split, body: out.length });
      emit(node.element, back, out);
    }
    for (const { split, body } of splits) {
      settle(split, body, out.length);
    }
  };

  const emit = (node: AST.Element, back: boolean, out: Instruction[]): void => {
    switch (node.type) {
      case 'Character':
      case 'CharacterSet':
      case 'CharacterClass':
      case 'ExpressionCharacterClass':
        out.push({ code: 'one', fits: testOf(node.raw), back });
        return;
      case 'Group':
      case 'CapturingGroup':
        alternation(node.alternatives, back, out);
        return;
      case 'Quantifier':
        quantified(node, back, out);
        return;
      case 'Assertion':
        if (node.kind === 'lookahead' || node.kind === 'lookbehind') {
          const program = compileProgram(node.alternatives, node.kind === 'lookbehind');
          out.push({ code: 'look', program, negate: node.negate });
        } else {
          out.push({ code: 'assert', holds: assertion(node, own.includes('m')) });
        }
        return;
      default:
        throw new Error(`${node.type} is not counted here; a pattern with it needs a reason.`);
    }
  };

  const compileProgram = (alternatives: readonly AST.Alternative[], back: boolean): Instruction[] => {
    const out: Instruction[] = [];
    alternation(alternatives, back, out);
    out.push({ code: 'end' });
    return out;
  };
  return { program: compileProgram, registers: () => registers };
}

function assertion(node: AST.EdgeAssertion | AST.WordBoundaryAssertion, multiline: boolean) {
  const isBreak = (character: string | undefined): boolean =>
    character !== undefined && /[\n\r\u2028\u2029]/.test(character);
  const isWord = (character: string | undefined): boolean => character !== undefined && /\w/.test(character);
  switch (node.kind) {
    case 'start':
      return (text: string, at: number) => at === 0 || (multiline && isBreak(text[at - 1]));
    case 'end':
      return (text: string, at: number) => at === text.length || (multiline && isBreak(text[at]));
    default:
      return (text: string, at: number) => (isWord(text[at - 1]) !== isWord(text[at])) !== node.negate;
  }
}

function createRun(text: string, isUnicode: boolean, registers: number, spend: (steps: number) => void) {
  const marks = Array.from<number>({ length: registers }).fill(-1);
  let steps = 0;
  const report = (): void => {
    spend(steps);
    steps = 0;
  };

  const execute = (program: readonly Instruction[], start: number): number | undefined => {
    // What is left to try: places in the program and the text, and marks to be set back on the way (negative places).
    const later: number[] = [];
    let place = 0;
    let at = start;
    for (;;) {
      steps += 1;
      if (steps >= REPORTED_STEPS) {
        report();
      }
      const instruction = program[place];
      let goesOn = false;
      switch (instruction?.code) {
        case 'one': {
          const character = instruction.back ? before(text, at, isUnicode) : after(text, at, isUnicode);
          if (character !== '' && instruction.fits(character)) {
            at += instruction.back ? -character.length : character.length;
            place += 1;
            goesOn = true;
          }
          break;
        }
        case 'split':
          later.push(instruction.second, at);
          place = instruction.first;
          goesOn = true;
          break;
        case 'jump':
          place = instruction.to;
          goesOn = true;
          break;
        case 'assert':
          goesOn = instruction.holds(text, at);
          place += 1;
          break;
        case 'look':
          goesOn = (execute(instruction.program, at) === undefined) === instruction.negate;
          place += 1;
          break;
        case 'mark':
          later.push(-1 - instruction.register, marks[instruction.register] ?? -1);
          marks[instruction.register] = at;
          place += 1;
          goesOn = true;
          break;
        case 'moved':
          goesOn = marks[instruction.register] !== at;
          place += 1;
          break;
        default:
          return at;
      }
      while (!goesOn) {
        const value = later.pop();
        const kind = later.pop();
        if (value === undefined || kind === undefined) {
          return undefined;
        }
        if (kind < 0) {
          marks[-1 - kind] = value;
        } else {
          place = kind;
          at = value;
          goesOn = true;
        }
      }
    }
  };
  return { execute, report };
}

function after(text: string, at: number, isUnicode: boolean): string {
  const point = isUnicode ? (text.codePointAt(at) ?? 0) : 0;
  return point > 0xffff ? text.slice(at, at + 2) : text.slice(at, at + 1);
}

function before(text: string, at: number, isUnicode: boolean): string {
  const point = isUnicode && at > 1 ? (text.codePointAt(at - 2) ?? 0) : 0;
  return at === 0 ? '' : point > 0xffff ? text.slice(at - 2, at) : text.slice(at - 1, at);
}
