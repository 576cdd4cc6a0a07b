import { instructionsFor, toolsets } from '../catalogue.js';
import { ConfigError } from '../config/config-error.js';
import { settings } from '../config/settings/settings.js';
import type { ServedToolSettings } from '../config/settings/tool-settings.js';
import type { McpServerOptions } from '../mcp/server.js';
import { createToolChooser, ToolChoiceError } from '../toolsets.js';

/** The tools as transports need them. */
export type ServedTools = Pick<McpServerOptions, 'chooseTools' | 'instructionsFor' | 'extraRequests'>;

/** The tools enabled by the operator, with their instructions. Throws `ConfigError` for an unknown name. */
export function servedTools(chosen: ServedToolSettings): ServedTools {
  try {
    return {
      chooseTools: createToolChooser(toolsets, chosen),
      instructionsFor,
      extraRequests: chosen.extraRequests,
    };
  } catch (error) {
    if (error instanceof ToolChoiceError) {
      const { variable, option } = settings[error.field];
      throw new ConfigError(`${variable} (--${option}): ${error.message}.`);
    }
    throw error;
  }
}
