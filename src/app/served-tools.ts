import { instructionsFor, toolsets } from '../catalogue.js';
import { ConfigError } from '../config/config-error.js';
import { settings } from '../config/settings/settings.js';
import type { Tool } from '../tool.js';
import type { ServedToolSettings } from '../config/settings/tool-settings.js';
import type { McpServerOptions } from '../mcp/server.js';
import { createToolChooser, ToolChoiceError, type ToolSettings, type Toolsets } from '../toolsets.js';

/** The tools as transports need them. */
export type ServedTools = Pick<
  McpServerOptions,
  'chooseTools' | 'instructionsFor' | 'extraRequests' | 'readTimeZone' | 'offers'
>;

/** The tools enabled by the operator, with their instructions. Throws `ConfigError` for an unknown name. */
export function servedTools(chosen: ServedToolSettings, writeTools: readonly Tool[] = []): ServedTools {
  try {
    return {
      chooseTools: createToolChooser(...withWrites(chosen, writeTools)),
      instructionsFor,
      extraRequests: chosen.extraRequests,
      readTimeZone: () => chosen.timeZone,
      offers: async () => (await import('../library/library.js')).offers,
    };
  } catch (error) {
    if (error instanceof ToolChoiceError) {
      const { variable, option } = settings[error.field];
      throw new ConfigError(`${variable} (--${option}): ${error.message}.`);
    }
    throw error;
  }
}

/** Tools that make changes come with every choice of toolsets: whoever allows changes need not name them once more. */
function withWrites(
  chosen: ServedToolSettings,
  write: readonly Tool[],
): [available: Toolsets, settings: ToolSettings] {
  return write.length === 0
    ? [toolsets, chosen]
    : [
        { ...toolsets, write },
        { ...chosen, toolsets: [...new Set([...chosen.toolsets, 'write'])] },
      ];
}
