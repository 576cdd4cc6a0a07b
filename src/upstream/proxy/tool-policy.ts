import { bareToolName, type HostedTool } from '../client/hosted-tool.js';

/** Which tools of the hosted server a caller may call through the proxy. */
export interface ToolPolicy {
  /** The operator's list, with or without the prefix `notion-`; absent for all that say they only read. */
  readonly names?: readonly string[] | undefined;
  /** The tools that the caller's key is limited to; absent for no limit. */
  readonly ofKey?: readonly string[] | undefined;
  /** Whether the caller may change the workspace. */
  readonly mayWrite: boolean;
}

/**
 * Whether a tool may be called. `tool` is undefined for a name that the server does not list: nothing is known of it, so it
 * counts as changing the workspace. What changes something has to be named by the operator as well.
 */
export function isToolAllowed(
  name: string,
  tool: Pick<HostedTool, 'isReadOnly'> | undefined,
  { names, ofKey, mayWrite }: ToolPolicy,
): boolean {
  const isNamed = (list: readonly string[]): boolean =>
    list.some((allowed) => bareToolName(allowed) === bareToolName(name));
  if (ofKey !== undefined && !isNamed(ofKey)) {
    return false;
  }
  const isReadOnly = tool?.isReadOnly === true;
  return isReadOnly
    ? names === undefined || isNamed(names)
    : mayWrite && names !== undefined && isNamed(names);
}
