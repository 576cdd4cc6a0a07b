import { plainMarkdownText } from './markdown-inline.js';
import { noNames } from '../names.js';

/** The characters that a reader of our own Markdown would see, on one line. */
export function plainFromDialect(text: string): string {
  return plainMarkdownText(text, noNames).replace(/\s+/g, ' ').trim();
}
