import { nearest } from './text/suggest.js';
import type { Tool } from './tool.js';

/** What is needed of a tool to choose it. */
type Choosable = Pick<Tool, 'name' | 'annotations'>;

/** Longer names are no misspellings and get no suggestion. In UTF-16 code units. */
const MAX_NAME_CHARACTERS = 40;

/** Tools that are switched on together, by name, in the order in which clients list them. */
export type Toolsets<Member extends Choosable = Tool> = Readonly<Record<string, readonly Member[]>>;

/** A choice of tools by name. Absent fields do not restrict it. */
export interface ToolNames {
  readonly toolsets?: readonly string[] | undefined;
  /** Only these of them. */
  readonly tools?: readonly string[] | undefined;
  /** All but these. */
  readonly excludeTools?: readonly string[] | undefined;
}

/** The tools that an operator offers to callers. */
export interface ToolSettings extends ToolNames {
  /** The toolsets of a caller who names none. */
  readonly toolsets: readonly string[];
  /** Only tools that change nothing. */
  readonly readOnly: boolean;
}

/** The tools for one caller. Throws a `ToolChoiceError` that says which name is wrong. */
export type ToolChooser<Member extends Choosable = Tool> = (asked: ToolNames) => readonly Member[];

/** The narrowest restriction first: it is named when no tool is left. */
const FIELDS = ['excludeTools', 'tools', 'toolsets'] as const satisfies readonly (keyof ToolNames)[];

/** The instructions for a model that has some tools: the sentences that mention no other. */
export function sentencesAbout<Mentioned>(
  sentences: readonly (readonly [text: string, about: readonly Mentioned[]])[],
  isServed: (mentioned: Mentioned) => boolean,
): string {
  return sentences
    .filter(([, about]) => about.every(isServed))
    .map(([text]) => text)
    .join(' ');
}

/** The tools cannot be chosen as asked. The message is one line without unknown names, which may be secrets. */
export class ToolChoiceError extends Error {
  override readonly name = 'ToolChoiceError';
  /** What the wrong name was given for. */
  readonly field: keyof ToolNames;

  constructor(field: keyof ToolNames, message: string) {
    super(message);
    this.field = field;
  }
}

/**
 * Checks the operator's choice and returns what chooses for each caller. A caller may take any toolset there is; what the
 * operator left out by name or kind stays out.
 */
export function createToolChooser<Member extends Choosable>(
  available: Toolsets<Member>,
  settings: ToolSettings,
): ToolChooser<Member> {
  const everything = new Set(Object.values(available).flat());
  requireNames(everything, settings.excludeTools ?? [], 'excludeTools');
  const isAllowed = (tool: Member): boolean => !settings.readOnly || tool.annotations.readOnlyHint;
  const permits = (tool: Member): boolean =>
    isAllowed(tool) &&
    (settings.tools?.includes(tool.name) ?? true) &&
    !settings.excludeTools?.includes(tool.name);
  const choose = (asked: ToolNames): readonly Member[] => {
    const inToolsets = membersOf(available, asked.toolsets ?? settings.toolsets);
    requireNames(everything, asked.excludeTools ?? [], 'excludeTools');
    requireNames(inToolsets, asked.tools ?? [], 'tools', (name) => whereElse(name, available));
    const permitted = [...inToolsets].filter((tool) => permits(tool));
    requireNames(permitted, asked.tools ?? [], 'tools', () => 'the server does not offer it');
    const chosen = permitted.filter(
      ({ name }) => (asked.tools?.includes(name) ?? true) && !asked.excludeTools?.includes(name),
    );
    if (chosen.length === 0) {
      throw new ToolChoiceError(
        FIELDS.find((field) => asked[field] !== undefined) ?? 'tools',
        'this choice leaves no tool',
      );
    }
    return chosen;
  };
  const defaultValue = membersOf(available, settings.toolsets);
  requireNames(defaultValue, settings.tools ?? [], 'tools', (name) => whereElse(name, available));
  requireNames(
    [...defaultValue].filter((tool) => isAllowed(tool)),
    settings.tools ?? [],
    'tools',
    () => 'it makes changes, and only reading is allowed',
  );
  choose({});
  return choose;
}

function membersOf<Member extends Choosable>(
  available: Toolsets<Member>,
  names: readonly string[],
): Set<Member> {
  const known = Object.keys(available);
  const missing = names.find((name) => !known.includes(name));
  if (missing !== undefined) {
    throw new ToolChoiceError('toolsets', unknown('toolset', missing, known));
  }
  return new Set(known.filter((name) => names.includes(name)).flatMap((name) => available[name] ?? []));
}

function requireNames(
  tools: Iterable<Choosable>,
  names: readonly string[],
  field: 'tools' | 'excludeTools',
  explain: (name: string) => string | undefined = () => undefined,
): void {
  const known = Array.from(tools, ({ name }) => name);
  for (const name of names) {
    if (!known.includes(name)) {
      const reason = explain(name);
      throw new ToolChoiceError(
        field,
        reason === undefined ? unknown('tool', name, known) : `${name} cannot be chosen: ${reason}`,
      );
    }
  }
}

function whereElse(name: string, available: Toolsets<Choosable>): string | undefined {
  const home = Object.entries(available).find(([, tools]) => tools.some((tool) => tool.name === name));
  return home === undefined ? undefined : `it belongs to the toolset ${home[0]}, which is not selected`;
}

/** The name is repeated only where it is near a real one: anything else may be a secret in the wrong place. */
function unknown(what: string, name: string, known: readonly string[]): string {
  const guess = name.length > MAX_NAME_CHARACTERS ? undefined : nearest(name, known);
  return guess === undefined
    ? `there is no such ${what}; ${what}s are ${known.join(', ')}`
    : `there is no ${what} ${name}; did you mean ${guess}?`;
}
