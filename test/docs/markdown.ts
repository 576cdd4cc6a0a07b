/** A fenced block of code. */
export interface CodeBlock {
  readonly language: string;
  readonly text: string;
}

const FENCED = /^([ \t]*)(`{3,})([^\n`]*)\n([\s\S]*?)^\1\2`*[ \t]*$/gm;

/** The fenced blocks of code, in order. */
export function codeBlocks(markdown: string): readonly CodeBlock[] {
  return [...markdown.matchAll(FENCED)].map(([, indent = '', , language = '', text = '']) => ({
    language: language.trim(),
    text: indent === '' ? text : text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }));
}

/** The text without its fenced blocks of code. */
export function prose(markdown: string): string {
  return markdown.replaceAll(FENCED, '');
}

/** Code within the text, without the backticks. */
export function codeSpans(markdown: string): readonly string[] {
  return [...prose(markdown).matchAll(/(`+)(.+?)\1(?!`)/g)].map(([, , text = '']) => text.trim());
}

/** Where links and images lead, as written. */
export function linkTargets(markdown: string): readonly string[] {
  const text = prose(markdown).replaceAll(/(`+).+?\1(?!`)/g, '');
  return [...text.matchAll(/\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)/g)].map(([, target = '']) => target);
}

/** The anchors of the headings, as GitHub makes them. */
export function anchors(markdown: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const found = [...prose(markdown).matchAll(/^#{1,6} +(.+?) *$/gm)].map(([, heading = '']) => {
    const slug = heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M}\p{Pc} -]/gu, '')
      .replaceAll(' ', '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
  return new Set(found);
}

/** A table; what would break a row or vanish as HTML is escaped, outside of code. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cellText = (cell: string): string =>
    cell
      .replaceAll(/(`+).+?\1|</g, (part) => (part === '<' ? String.raw`\<` : part))
      .replaceAll('|', String.raw`\|`)
      .replaceAll('\n', ' ');
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cellText(cell)).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map((row) => line(row))].join('\n');
}

/** A fenced block that the text cannot end. */
export function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
