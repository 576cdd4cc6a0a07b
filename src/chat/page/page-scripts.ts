import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Written for browsers, in files of their own: `.build/` copies them beside the program. */
const NAMES = [
  'chat.js',
  'answer-view.js',
  'confirm.js',
  'conversations.js',
  'events.js',
  'filter.js',
  'post.js',
  'render.js',
];

/** The scripts of the page, and the version under which browsers may keep them for ever. */
export interface PageScripts {
  readonly version: string;
  /** Undefined for any other name. */
  textOf(name: string): string | undefined;
}

export function readPageScripts(): PageScripts {
  const texts = new Map(
    NAMES.map((name) => [name, readFileSync(new URL(`./browser/${name}`, import.meta.url), 'utf8')]),
  );
  const digest = createHash('sha256');
  for (const text of texts.values()) {
    digest.update(text);
  }
  return { version: digest.digest('hex').slice(0, 16), textOf: (name) => texts.get(name) };
}
