import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  PROTOCOL_VERSION_META_KEY,
  SERVER_INFO_META_KEY,
  SUPPORTED_PROTOCOL_VERSIONS,
} from '@modelcontextprotocol/server';
import { inputJsonSchema } from '../arguments/json-schema.js';
import { STATELESS_VERSION } from '../calls/protocol.js';
import { listTool } from '../calls/tool-listing.js';
import { LIST_CACHE, serverInfo } from '../calls/tool-requests.js';
import { CAPABILITIES } from '../server.js';
import type { Tool } from '../../tool.js';
import type { Toolsets } from '../../toolsets.js';
import type { PreparedTools } from './prepared-tools.js';

/** The catalogue's tools, and its instructions as sentences with the tools that they mention. */
interface Catalogue {
  readonly toolsets: Toolsets;
  readonly instructionSentences: readonly (readonly [text: string, about: readonly Tool[]])[];
}

/** What clients over stdio ask first. Run by the build, which stores the result beside the program. */
export function prepareTools(version: string, { toolsets, instructionSentences }: Catalogue): PreparedTools {
  const info = serverInfo(version);
  return {
    version,
    toolsets: Object.fromEntries(
      Object.entries(toolsets).map(([name, tools]) => [
        name,
        tools.map((tool) => ({
          name: tool.name,
          annotations: tool.annotations,
          listed: JSON.stringify(listTool(tool)),
          schema: inputJsonSchema(tool.input),
          spansWorkspaces: tool.spansWorkspaces === true,
          ...(tool.output === undefined ? {} : { output: {} }),
        })),
      ]),
    ),
    sentences: instructionSentences.map(([text, about]) => [text, about.map(({ name }) => name)]),
    capabilities: CAPABILITIES,
    serverInfo: info,
    legacyVersions: SUPPORTED_PROTOCOL_VERSIONS.filter((supported) => supported < STATELESS_VERSION),
    statelessVersion: STATELESS_VERSION,
    envelope: {
      version: PROTOCOL_VERSION_META_KEY,
      client: CLIENT_INFO_META_KEY,
      capabilities: CLIENT_CAPABILITIES_META_KEY,
    },
    statelessFields: {
      resultType: 'complete',
      ...LIST_CACHE,
      _meta: { [SERVER_INFO_META_KEY]: info },
    },
  };
}
