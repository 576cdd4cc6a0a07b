import { readHostedTool } from '../client/hosted-tool.js';
import { isToolAllowed, type ToolPolicy } from './tool-policy.js';

/**
 * An answer to `tools/list`, or a batch with one, without the tools that the caller may not call. Undefined where there is
 * nothing to leave out: then the bytes are passed on as they are.
 */
export function filterToolList(
  answer: string,
  isEventStream: boolean,
  policy: ToolPolicy,
): string | undefined {
  if (!isEventStream) {
    return filterJson(answer, policy);
  }
  // Events end with an empty line; the last one may lack it.
  const filtered = answer
    .split(/(\r?\n\r?\n)/)
    .map((event) => filterEvent(event, policy))
    .join('');
  return filtered === answer ? undefined : filtered;
}

const isData = (line: string): boolean => line.startsWith('data:');

function filterEvent(event: string, policy: ToolPolicy): string {
  const lines = event.split(/\r?\n/);
  const data = lines.filter((line) => isData(line)).map((line) => line.replace(/^data: ?/, ''));
  const filtered = data.length === 0 ? undefined : filterJson(data.join('\n'), policy);
  return filtered === undefined
    ? event
    : [...lines.filter((line) => !isData(line)), `data: ${filtered}`].join('\n');
}

/** Undefined if nothing is left out. What is no JSON is no list either. */
function filterJson(json: string, policy: ToolPolicy): string | undefined {
  let isChanged = false;
  const withoutForbidden = (message: unknown): unknown => {
    const result = member(message, 'result');
    const tools = member(result, 'tools');
    if (!Array.isArray(tools)) {
      return message;
    }
    const allowed = tools.filter((tool: unknown) => {
      const read = readHostedTool(tool);
      return read !== undefined && isToolAllowed(read.name, read, policy);
    });
    if (allowed.length === tools.length) {
      return message;
    }
    isChanged = true;
    return { ...(message as object), result: { ...(result as object), tools: allowed } };
  };
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return undefined;
  }
  const filtered = Array.isArray(parsed)
    ? parsed.map((message: unknown) => withoutForbidden(message))
    : withoutForbidden(parsed);
  return isChanged ? JSON.stringify(filtered) : undefined;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
