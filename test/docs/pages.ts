import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The project's folder. */
export const root = join(import.meta.dirname, '../..');

/** A page of the documentation. */
export interface Page {
  /** From the project's folder, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** Pages in the project's folder. */
const TOP_PAGES = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'];

/** Everything that people read: those, `docs/` and `adr/`. */
export function readPages(): readonly Page[] {
  const inFolders = ['docs', 'adr'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md'))
      .map((file) => join(root, folder, file)),
  );
  return [...TOP_PAGES.map((page) => join(root, page)), ...inFolders.toSorted()].map((file) => ({
    path: relative(root, file).replaceAll('\\', '/'),
    text: readFileSync(file, 'utf8'),
  }));
}

/** For `it.each`: a title and the page. */
export function eachPage(): [string, Page][] {
  return readPages().map((page) => [page.path, page]);
}
