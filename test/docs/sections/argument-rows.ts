import { inputJsonSchema, type JsonSchema } from '../../../src/mcp/arguments/json-schema.js';
import type { Tool } from '../../../src/tool.js';
import { table } from '../markdown.js';

/** The read keywords, and the one that only people need. */
interface ArgumentSchema extends JsonSchema {
  readonly default?: unknown;
}

/** The arguments of a tool as a table; absent if it takes none. */
export function argumentTable(tool: Tool): string {
  const rows = rowsOf(inputJsonSchema(tool.input), '');
  return rows.length === 0
    ? 'Takes no arguments.'
    : table(['argument', 'type', 'default', 'description'], rows);
}

/** One row for each property, then those of what it holds, named by their path. */
function rowsOf(schema: JsonSchema, path: string): string[][] {
  const listed = Object.entries(schema.properties ?? {}).filter(([, inner]) => inner.unlisted !== true);
  return listed.flatMap(([name, inner]: [string, ArgumentSchema]) => {
    const isRequired = schema.required?.includes(name) ?? false;
    const own = [
      `\`${path}${name}\`${isRequired ? ' (required)' : ''}`,
      typeOf(inner),
      inner.default === undefined || inner.default === '' ? '' : `\`${JSON.stringify(inner.default)}\``,
      inner.description ?? '',
    ];
    return [own, ...rowsOf(inner.items ?? {}, `${path}${name}[].`), ...rowsOf(inner, `${path}${name}.`)];
  });
}

function typeOf(schema: JsonSchema): string {
  if (schema.anyOf !== undefined) {
    return schema.anyOf.map((branch) => typeOf(branch)).join(', ');
  }
  if (schema.enum !== undefined) {
    return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  }
  switch (schema.type) {
    case 'string':
      return schema.maxLength === undefined
        ? 'text'
        : `text, at most ${counted(schema.maxLength)} characters`;
    case 'array':
      return `list of ${plural(typeOf(schema.items ?? {}))}`;
    case 'boolean':
      return '`true`, `false`';
    case 'integer':
    case 'number': {
      const kind = schema.type === 'integer' ? 'whole number' : 'number';
      const { minimum, maximum } = schema;
      return isBound(minimum) && isBound(maximum)
        ? `${kind}, ${counted(minimum)} to ${counted(maximum)}`
        : kind;
    }
    default:
      return schema.type === undefined ? 'anything' : String(schema.type);
  }
}

/** Zod states the bounds of JavaScript's safe integers as well. */
function isBound(bound: number | undefined): bound is number {
  return bound !== undefined && Math.abs(bound) !== Number.MAX_SAFE_INTEGER;
}

function counted(number: number): string {
  return number.toLocaleString('en');
}

function plural(kind: string): string {
  return kind.replace(/^(text|object)/, '$1s');
}
