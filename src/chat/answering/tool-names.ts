import type { ChatServer, ChatTool } from '../servers/chat-server.js';

/** A tool of a server under the name by which the model calls it. */
export interface NamedTool {
  readonly server: ChatServer;
  readonly tool: ChatTool;
}

/** Characters of a tool's name that they take: letters, digits, `_` and `-`. */
const MAX_NAME = 64;

/**
 * Names for the model: the tool's own, or `server__tool` where several servers have one of that name. The same tools always
 * get the same names.
 */
export function nameTools(tools: readonly NamedTool[]): ReadonlyMap<string, NamedTool> {
  const count = new Map<string, number>();
  for (const { tool } of tools) {
    const plain = plainName(tool.name);
    count.set(plain, (count.get(plain) ?? 0) + 1);
  }
  const named = new Map<string, NamedTool>();
  for (const each of tools) {
    const plain = plainName(each.tool.name);
    const isAlone = count.get(plain) === 1 && plain.length <= MAX_NAME;
    const wanted = isAlone ? plain : `${plainName(each.server.name)}__${plain}`;
    named.set(freeName(wanted, named), each);
  }
  return named;
}

function plainName(name: string): string {
  return name.replaceAll(/[^a-zA-Z0-9_-]/g, '_');
}

/** Within the length, and not taken yet: names that are cut, or differ in other characters only, are numbered. */
function freeName(wanted: string, taken: ReadonlyMap<string, unknown>): string {
  const whole = wanted.slice(0, MAX_NAME);
  if (!taken.has(whole)) {
    return whole;
  }
  for (let number = 2; ; number += 1) {
    const suffix = `_${number}`;
    const name = `${wanted.slice(0, MAX_NAME - suffix.length)}${suffix}`;
    if (!taken.has(name)) {
      return name;
    }
  }
}
