import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { parseSync } from '@swc/core';
import { build } from 'esbuild';

/** A place whose executions are counted: the body of a function or of a loop. */
export interface CountedPlace {
  readonly file: string;
  readonly line: number;
}

/** A script with everything that an entry imports, which calls `__step(n)` each time it enters a counted place. */
export interface InstrumentedBundle {
  readonly code: string;
  readonly places: readonly CountedPlace[];
}

/**
 * Bundles an entry for one realm. Files that `counts` accepts are counted; packages are not, but their calls of built-ins
 * are, because the realm counts those itself.
 */
export async function bundleInstrumented(
  entry: string,
  counts: (file: string) => boolean,
): Promise<InstrumentedBundle> {
  const places: CountedPlace[] = [];
  const root = process.cwd();
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: '__exports',
    platform: 'node',
    target: 'node20.19',
    // A script of another realm has no loader; `require` does as well.
    supported: { 'dynamic-import': false },
    // A script has no address of its own either. Nothing lies beside this one, so large texts are worked on in place.
    define: { 'import.meta.url': '"file:///nowhere/program.js"' },
    logLevel: 'silent',
    plugins: [
      {
        name: 'count',
        setup(bundler) {
          bundler.onLoad({ filter: /\.ts$/ }, ({ path }) => {
            const file = relative(root, path);
            const source = readFileSync(path, 'utf8');
            return counts(file) ? { contents: withCounters(source, file, places), loader: 'ts' } : undefined;
          });
        },
      },
    ],
  });
  return { code: outputFiles[0]?.text ?? '', places };
}

/** Bodies in braces. */
const BLOCKS: ReadonlySet<string> = new Set(['BlockStatement', 'FunctionBody']);
/** Spans count bytes from here. */
const FIRST_BYTE = 1;

interface Node {
  readonly type: string;
  readonly span: { readonly start: number; readonly end: number };
  readonly body?: Node | null;
}

/** The source with a call at the start of each body of a function or loop. Lines stay where they are. */
export function withCounters(source: string, file: string, places: CountedPlace[]): string {
  const bytes = Buffer.from(source);
  const insertions: { at: number; text: string }[] = [];
  const place = (at: number): number => {
    const line = bytes.subarray(0, at).toString().split('\n').length;
    return places.push({ file, line }) - 1;
  };
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      value.forEach(visit);
    } else if (typeof value === 'object' && value !== null) {
      const { body, type } = value as Partial<Node>;
      if (isNode(body) && BLOCKS.has(body.type)) {
        const at = body.span.start - FIRST_BYTE + 1;
        insertions.push({ at, text: `__step(${place(at)});` });
      } else if (isNode(body) && type === 'ArrowFunctionExpression') {
        const at = body.span.start - FIRST_BYTE;
        insertions.push(
          { at, text: `(__step(${place(at)}),` },
          { at: body.span.end - FIRST_BYTE, text: ')' },
        );
      }
      Object.values(value).forEach(visit);
    }
  };
  visit(parseSync(source, { syntax: 'typescript', target: 'es2022' }));
  let text = '';
  let last = 0;
  for (const insertion of insertions.toSorted((one, other) => one.at - other.at)) {
    text += bytes.subarray(last, insertion.at).toString() + insertion.text;
    last = insertion.at;
  }
  return text + bytes.subarray(last).toString();
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'span' in value;
}
