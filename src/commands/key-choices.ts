import { MAX_PROPERTY_CHARACTERS, type ChangeLimits } from '../access/change-limits.js';
import type { KeyScope } from '../access/key-scopes.js';
import type { Roots } from '../access/roots.js';
import { toolsets } from '../catalogue.js';
import { parseRoot } from '../notion/roots/named-root.js';
import { nearest } from '../text/suggest.js';

/** The requested key is invalid. The message is one line. */
export class KeyChoiceError extends Error {
  override readonly name = 'KeyChoiceError';
}

/** What matters of a tool. */
interface NamedTool {
  readonly name: string;
  readonly annotations: { readonly readOnlyHint: boolean };
}

/** The tools of a key. Unknown names, and tools that its scopes exclude, are rejected at creation. */
export function keyTools(
  names: readonly string[] | undefined,
  scopes: readonly KeyScope[],
  writeTools: readonly NamedTool[],
): readonly string[] | undefined {
  const tools = new Map<string, NamedTool>(
    [...Object.values(toolsets).flat(), ...writeTools].map((tool) => [tool.name, tool]),
  );
  for (const name of names ?? []) {
    const tool = tools.get(name);
    if (tool === undefined) {
      const guess = nearest(name, [...tools.keys()]);
      throw new KeyChoiceError(
        `--tools: there is no such tool; ${guess === undefined ? `tools are ${[...tools.keys()].join(', ')}` : `did you mean ${guess}?`}`,
      );
    }
    if (!tool.annotations.readOnlyHint && !scopes.includes('write')) {
      throw new KeyChoiceError(`--tools: ${name} changes something, which needs --scopes read,write.`);
    }
  }
  return names && [...new Set(names)];
}

/**
 * The ids of the roots. Anything that is not a page or database is rejected: a key must not read less than it seems to.
 */
export function keyRoots(texts: readonly string[] | undefined, option = '--roots'): Roots | undefined {
  return texts && [...new Set(texts.map((text, index) => requireRoot(text, index, option)))];
}

/** What a key may change of what it may read. Limits that mean nothing, because it changes nothing, are rejected. */
export function keyChanges(
  roots: readonly string[] | undefined,
  properties: readonly string[] | undefined,
  scopes: readonly KeyScope[],
): ChangeLimits | undefined {
  if (roots === undefined && properties === undefined) {
    return undefined;
  }
  if (!scopes.includes('write')) {
    throw new KeyChoiceError('--change-roots and --change-properties need --scopes read,write.');
  }
  if (properties?.some((name) => name.length > MAX_PROPERTY_CHARACTERS) === true) {
    throw new KeyChoiceError(
      `--change-properties: a name has at most ${MAX_PROPERTY_CHARACTERS} characters.`,
    );
  }
  return { roots: keyRoots(roots, '--change-roots'), properties };
}

function requireRoot(text: string, index: number, option: string): string {
  const root = parseRoot(text);
  if (root === undefined) {
    throw new KeyChoiceError(
      `${option}: entry ${index + 1} is not the URL or id of a page or database (in Notion: ••• → Copy link).`,
    );
  }
  return root;
}
