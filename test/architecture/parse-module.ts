import { parseSync, type ModuleItem, type Pattern } from '@swc/core';

export type ImportKind = 'import' | 'type import' | 're-export' | 'dynamic import';

/** One import as it is written. */
export interface Import {
  readonly specifier: string;
  readonly kind: ImportKind;
  /** The names that it takes; undefined where it takes the module as a whole. */
  readonly names: readonly string[] | undefined;
}

export interface ParsedModule {
  readonly imports: readonly Import[];
  readonly exports: readonly string[];
  /** Every identifier of the text: which parts of a module are used that was taken as a whole. */
  readonly mentions: ReadonlySet<string>;
}

/** Stands for a specifier that is known only when the program runs. */
export const COMPUTED = '(computed)';

type Named = { readonly value: string } | null | undefined;
type Found = { readonly imports: Import[]; readonly exports: string[] };

/** The names that a pattern such as `{ a, b: [c] }` declares. */
function declaredNames(pattern: Pattern): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.value];
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? declaredNames(element) : []));
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) => {
        if (property.type === 'AssignmentPatternProperty') {
          return [property.key.value];
        }
        return declaredNames(property.type === 'RestElement' ? property.argument : property.value);
      });
    case 'AssignmentPattern':
      return declaredNames(pattern.left);
    case 'RestElement':
      return declaredNames(pattern.argument);
    default:
      return [];
  }
}

/** The imports and exports among the statements of a module. */
function readStatement(statement: ModuleItem, { imports, exports }: Found): void {
  switch (statement.type) {
    case 'ImportDeclaration': {
      const { specifiers, source, typeOnly } = statement;
      const types = specifiers.map((each) => each.type === 'ImportSpecifier' && each.isTypeOnly);
      imports.push({
        specifier: source.value,
        kind: typeOnly || (types.length > 0 && types.every(Boolean)) ? 'type import' : 'import',
        names: specifiers.some(({ type }) => type === 'ImportNamespaceSpecifier')
          ? undefined
          : specifiers.map((each) =>
              each.type === 'ImportDefaultSpecifier'
                ? 'default'
                : ((each.type === 'ImportSpecifier' ? (each.imported as Named) : null)?.value ??
                  each.local.value),
            ),
      });
      return;
    }
    case 'ExportAllDeclaration':
      imports.push({ specifier: statement.source.value, kind: 're-export', names: undefined });
      return;
    case 'ExportNamedDeclaration': {
      const taken: string[] = [];
      let whole = false;
      for (const each of statement.specifiers) {
        if (each.type === 'ExportSpecifier') {
          taken.push(each.orig.value);
          exports.push((each.exported as Named)?.value ?? each.orig.value);
        } else {
          whole = true;
          exports.push(each.type === 'ExportNamespaceSpecifier' ? each.name.value : each.exported.value);
        }
      }
      const source = statement.source as Named;
      if (source) {
        imports.push({ specifier: source.value, kind: 're-export', names: whole ? undefined : taken });
      }
      return;
    }
    case 'ExportDeclaration': {
      const { declaration } = statement;
      if (declaration.type === 'VariableDeclaration') {
        exports.push(...declaration.declarations.flatMap(({ id }) => declaredNames(id)));
      } else {
        exports.push(
          (('identifier' in declaration ? declaration.identifier : declaration.id) as Named)?.value ?? '',
        );
      }
      return;
    }
    case 'ExportDefaultDeclaration':
    case 'ExportDefaultExpression':
      exports.push('default');
      return;
    default:
  }
}

interface Node {
  readonly type: string;
  readonly [part: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

/** The text of a literal, template or not; COMPUTED for anything else. */
function literal(node: unknown): string {
  if (isNode(node) && node.type === 'StringLiteral') {
    return String(node['value']);
  }
  if (isNode(node) && node.type === 'TemplateLiteral') {
    const quasis = node['quasis'] as readonly { readonly cooked: string }[];
    return quasis.length === 1 ? (quasis[0]?.cooked ?? COMPUTED) : COMPUTED;
  }
  return COMPUTED;
}

/** `import(…)` and `import('…').Type`, wherever they stand, and all identifiers. */
function readInside(value: unknown, imports: Import[], mentions: Set<string>): void {
  if (Array.isArray(value)) {
    for (const each of value) {
      readInside(each, imports, mentions);
    }
    return;
  }
  if (typeof value !== 'object' || value === null) {
    return;
  }
  if (isNode(value)) {
    if (value.type === 'Identifier') {
      mentions.add(String(value['value']));
    } else if (value.type === 'TsImportType') {
      imports.push({ specifier: literal(value['argument']), kind: 'type import', names: undefined });
    } else if (
      value.type === 'CallExpression' &&
      isNode(value['callee']) &&
      value['callee'].type === 'Import'
    ) {
      const [argument] = value['arguments'] as readonly { readonly expression: unknown }[];
      imports.push({ specifier: literal(argument?.expression), kind: 'dynamic import', names: undefined });
    }
  }
  for (const part of Object.values(value)) {
    readInside(part, imports, mentions);
  }
}

/** What a module imports and exports, comments and strings left aside. */
export function parseModule(text: string): ParsedModule {
  const { body } = parseSync(text, { syntax: 'typescript', target: 'es2022' });
  const found: Found = { imports: [], exports: [] };
  const mentions = new Set<string>();
  for (const statement of body) {
    readStatement(statement, found);
  }
  readInside(body, found.imports, mentions);
  return { ...found, mentions };
}
