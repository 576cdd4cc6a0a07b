import { instructionsFor, toolsets } from '../catalogue.js';
import { ConfigError } from '../config/config-error.js';
import { settings } from '../config/settings/settings.js';
import { createToolChooser, ToolChoiceError } from '../toolsets.js';
/** The tools enabled by the operator, with their instructions. Throws `ConfigError` for an unknown name. */
export function servedTools(chosen, writeTools = []) {
    try {
        return {
            chooseTools: createToolChooser(...withWrites(chosen, writeTools)),
            instructionsFor,
            extraRequests: chosen.extraRequests,
        };
    }
    catch (error) {
        if (error instanceof ToolChoiceError) {
            const { variable, option } = settings[error.field];
            throw new ConfigError(`${variable} (--${option}): ${error.message}.`);
        }
        throw error;
    }
}
/** Tools that make changes come with every choice of toolsets: whoever allows changes need not name them once more. */
function withWrites(chosen, write) {
    return write.length === 0
        ? [toolsets, chosen]
        : [
            { ...toolsets, write },
            { ...chosen, toolsets: [...new Set([...chosen.toolsets, 'write'])] },
        ];
}
