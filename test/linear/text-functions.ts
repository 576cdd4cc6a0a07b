import { readFileSync } from 'node:fs';
import { parseSync } from '@swc/core';

/** An exported function that takes text, with the line on which its body begins. */
export interface TextFunction {
  readonly name: string;
  readonly line: number;
}

interface Node {
  readonly type: string;
  readonly span: { readonly start: number };
  readonly [key: string]: unknown;
}

/** Exported functions of a file with a parameter whose type names `string`, or holds it in a list. */
export function textFunctions(file: string): readonly TextFunction[] {
  const source = readFileSync(file, 'utf8');
  const bytes = Buffer.from(source);
  const module = parseSync(source, { syntax: 'typescript', target: 'es2022' }) as unknown as {
    readonly body: readonly Node[];
    readonly span: { readonly start: number };
  };
  return module.body.flatMap((item) => {
    const declaration = item['declaration'] as Node | undefined;
    if (item.type !== 'ExportDeclaration' || declaration?.type !== 'FunctionDeclaration') {
      return [];
    }
    const { identifier, params, body } = declaration as unknown as {
      readonly identifier: { readonly value: string };
      readonly params: readonly unknown[];
      readonly body: Node | null;
    };
    return body !== null && params.some(takesText)
      ? [
          {
            name: identifier.value,
            line: bytes.subarray(0, body.span.start).toString().split('\n').length,
          },
        ]
      : [];
  });
}

function takesText(value: unknown): boolean {
  if (Array.isArray(value)) {
    return value.some(takesText);
  }
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const { type, kind } = value as { readonly type?: string; readonly kind?: string };
  // A function that is passed in takes its text from elsewhere.
  if (type === 'TsFunctionType') {
    return false;
  }
  return (type === 'TsKeywordType' && kind === 'string') || Object.values(value).some(takesText);
}
