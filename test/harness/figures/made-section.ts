import { readFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';

const END = '<!-- end -->';

/** A text as the file of this name would be written, with its tables' columns aligned. */
export async function formatted(text: string, file: string): Promise<string> {
  return format(text, { ...(await resolveConfig(file)), filepath: file });
}

/** The page with this text between the marks of its maker, in place of what was there. */
export async function pageWith(maker: string, text: string, file: string): Promise<string> {
  const page = await readFile(file, 'utf8');
  const mark = `<!-- made by ${maker} -->`;
  const begin = page.indexOf(mark);
  const end = page.indexOf(END, begin);
  if (begin === -1 || end === -1) {
    throw new Error(`${file} has lost the marks of ${maker}.`);
  }
  return formatted(`${page.slice(0, begin)}${mark}\n\n${text}\n\n${page.slice(end)}`, file);
}
