import { shellCommands } from '../../docs/shell-commands.js';

/** What a test does with a line of a page's shell block. */
export type Treatment =
  /** It ends by itself. */
  | { readonly kind: 'run' }
  /** It serves until it is stopped; it is ready when it has said this. */
  | { readonly kind: 'serve'; readonly ready: RegExp }
  /** It sets variables for the lines below. */
  | { readonly kind: 'set' }
  | { readonly kind: 'parse'; readonly reason: string };

/** Commands that cannot be run here. The first that fits counts. */
const NOT_HERE: readonly (readonly [RegExp, string])[] = [
  [/^npm (install|ci)\b/, 'downloads packages; the tests were started after it'],
  [/^npm (pack|run (--silent )?build)\b/, 'builds what the tests are running on'],
  [/^npm (test|run test:quick)\b/, 'starts the tests that this one is part of'],
  [/^claude mcp add .*--transport http\b/, 'needs Claude Code'],
];

/** The program, however a page calls it, and what it says when it is ready. */
const OWN = String.raw`^(?:notion-rest-mcp|npx -y notion-rest-mcp|node dist\/notion-rest-mcp\.js)`;
const SERVING: readonly (readonly [RegExp, RegExp])[] = [
  [new RegExp(`${OWN} serve\\b`), /serving MCP at http/],
  [new RegExp(`${OWN} connect\\b`), /Open this link[\s\S]*http/],
  [new RegExp(`${OWN} demo$`), /Serving this workspace at http/],
];

/** Decides by the commands of one line. An empty line and a comment are undefined. */
export function treatmentOf(line: string): Treatment | undefined {
  const commands = shellCommands(line).map((words) => words.join(' '));
  if (commands.length === 0) {
    return line.trim().startsWith('export ') ? { kind: 'set' } : undefined;
  }
  const refused = commands.flatMap((command) => NOT_HERE.filter(([pattern]) => pattern.test(command)));
  const [first] = refused;
  if (first !== undefined) {
    return { kind: 'parse', reason: first[1] };
  }
  const [serving] = commands.flatMap((command) => SERVING.filter(([pattern]) => pattern.test(command)));
  return serving === undefined ? { kind: 'run' } : { kind: 'serve', ready: serving[1] };
}

/** A line as the commands that `&&` joins; `npm run demo` as the commands of that script, but for what cannot run here. */
export function spelledOut(line: string, scripts: Readonly<Record<string, string>>): readonly string[] {
  return line.split(' && ').flatMap((command) => {
    const [, name = ''] = /^npm run (?:--silent )?(\w+)$/.exec(command.trim()) ?? [];
    const script = treatmentOf(command)?.kind === 'parse' ? undefined : scripts[name];
    return script === undefined ? [command] : spelledOut(script, scripts);
  });
}
