import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseModule, type Import, type ParsedModule } from './parse-module.js';

export interface ResolvedImport extends Import {
  /** A file of the project, with its path from the project's folder; else a package or a module of Node. */
  readonly to: string;
  readonly external: boolean;
}

export interface SourceFile extends ParsedModule {
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly ResolvedImport[];
}

/** All files by their paths. */
export type ImportGraph = ReadonlyMap<string, SourceFile>;

/** What a declaration declares is written elsewhere. */
const SOURCE = /(?<!\.d)\.(ts|mts|js|mjs)$/;

/** The texts of all source files in these folders, by their paths from the project's folder. */
export function readSources(root: string, folders: readonly string[]): Map<string, string> {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((file) => posix.join(folder, file.replaceAll('\\', '/')))
      .filter((file) => SOURCE.test(file)),
  );
  return new Map(paths.toSorted().map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

/** `@scope/name/part` → `@scope/name`. */
function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) {
    return specifier;
  }
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function resolveImport(from: string, imported: Import): ResolvedImport {
  const { specifier } = imported;
  if (!specifier.startsWith('.')) {
    return { ...imported, to: packageOf(specifier), external: true };
  }
  const path = posix.join(posix.dirname(from), specifier);
  return { ...imported, to: path.replace(/\.js$/, '.ts'), external: false };
}

/** Who imports whom. `.js` in a specifier means the `.ts` file: that is what there is before the build. */
export function importGraph(sources: ReadonlyMap<string, string>): ImportGraph {
  return new Map(
    [...sources].map(([path, text]) => {
      const parsed = parseModule(text);
      const imports = parsed.imports.map((each) => {
        const resolved = resolveImport(path, each);
        const asWritten = resolved.to.replace(/\.ts$/, '.js');
        return sources.has(asWritten) && !sources.has(resolved.to)
          ? { ...resolved, to: asWritten }
          : resolved;
      });
      return [path, { ...parsed, path, lines: text.split('\n').length - 1, imports }];
    }),
  );
}
