import type { KeyScope } from '../access/key-rows.js';
import type { Roots } from '../access/roots.js';
import { toolsets } from '../catalogue.js';
import { parseRoot } from '../notion/roots/named-root.js';
import { nearest } from '../text/suggest.js';

/** The requested key is invalid. The message is one line. */
export class KeyChoiceError extends Error {
  override readonly name = 'KeyChoiceError';
}

/** The tools of a key. Unknown names, and tools that its scopes exclude, are rejected at creation. */
export function keyTools(
  names: readonly string[] | undefined,
  scopes: readonly KeyScope[],
): readonly string[] | undefined {
  const tools = new Map(
    Object.values(toolsets)
      .flat()
      .map((tool) => [tool.name, tool]),
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
export function keyRoots(texts: readonly string[] | undefined): Roots | undefined {
  return texts && [...new Set(texts.map(requireRoot))];
}

function requireRoot(text: string, index: number): string {
  const root = parseRoot(text);
  if (root === undefined) {
    throw new KeyChoiceError(
      `--roots: entry ${index + 1} is not the URL or id of a page or database (in Notion: ••• → Copy link).`,
    );
  }
  return root;
}
