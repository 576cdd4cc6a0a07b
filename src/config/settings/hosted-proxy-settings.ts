import type { Setting } from '../setting.js';
import { nameList, toggle } from '../setting-values.js';
import type { SettingReader } from './setting-reader.js';

/** What is passed on to Notion's hosted server as it is. */
export interface HostedProxySettings {
  /** The tools that may be called, with or without their prefix; absent for all that say they only read. */
  readonly tools: readonly string[] | undefined;
}

/** The proxy in front of Notion's hosted server. */
export const hostedProxySettings = {
  hostedProxy: {
    variable: 'HOSTED_PROXY',
    option: 'hosted-proxy',
    isSwitch: true,
    value: '<true|false>',
    help: "true: /mcp/hosted passes messages on to Notion's own MCP server, unfenced and as they are; needs HOSTED",
    schema: toggle,
    defaultValue: 'false',
  },
  hostedProxyTools: {
    variable: 'HOSTED_PROXY_TOOLS',
    option: 'hosted-proxy-tools',
    value: '<names>',
    help: "tools of Notion's own MCP server that may be called at /mcp/hosted, separated by commas; all that say they only read if not set",
    schema: nameList,
  },
} as const satisfies Record<string, Setting>;

/** Undefined where nothing is passed on. */
export function hostedProxyOf(read: SettingReader): HostedProxySettings | undefined {
  const tools = read('hostedProxyTools');
  return read('hostedProxy') ? Object.freeze({ tools: tools && Object.freeze(tools) }) : undefined;
}
