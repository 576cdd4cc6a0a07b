import { withWorkspaceArgument } from '../arguments/workspace-argument.js';
import { callTool } from './call-tool.js';
import { observeListing } from './observe-call.js';
import { permittedTools } from './permitted-tools.js';
import { prepareTool } from './prepare-tool.js';
import { toolNamesIn } from './tool-names.js';
/** The list changes with a new version, and when a space connects a second workspace. */
export const LIST_CACHE = { ttlMs: 5 * 60_000, cacheScope: 'private' };
/** Stands for callers without authentication. */
const NO_CALLER = {};
/** How the server introduces itself. */
export function serverInfo(version) {
    return { name: 'notion-rest-mcp', title: 'Notion', version };
}
/** Answers `tools/list` and `tools/call`, whichever transport and protocol version they came with. */
export class ToolRequests {
    #options;
    #forOne;
    #forSeveral;
    /** What callers get who choose none of their tools, by the record of a guard. */
    #usual = new WeakMap();
    constructor(options) {
        this.#options = options;
        this.#forOne = preparing((tool) => tool, options);
        this.#forSeveral = preparing(withWorkspaceArgument, options);
    }
    /** The tools of one request: chosen by its headers, and permitted to its caller. */
    toolsOf(caller, header) {
        const asked = toolNamesIn(header);
        if (Object.values(asked).some((names) => names !== undefined)) {
            return this.#choose(caller, asked);
        }
        const key = caller ?? NO_CALLER;
        const known = this.#usual.get(key) ?? this.#choose(caller, asked);
        this.#usual.set(key, known);
        return known;
    }
    #choose(caller, asked) {
        const served = this.#options.chooseTools(asked);
        const permitted = permittedTools(caller, served);
        let forOne;
        let forSeveral;
        const preparedFor = (cards) => cards.length > 1
            ? (forSeveral ??= permitted.map((tool) => this.#forSeveral(tool)))
            : (forOne ??= permitted
                .filter((tool) => tool.spansWorkspaces !== true)
                .map((tool) => this.#forOne(tool)));
        return { served, permitted, preparedFor };
    }
    /** Answers `tools/list`: the same objects for the same tools, so that their JSON can be kept. */
    list(origin, caller, { preparedFor }) {
        return observeListing(origin, { caller, log: this.#options.log }, async () => {
            const cards = await this.#options.workspacesOf(caller).list();
            return preparedFor(cards).map(({ listed }) => listed);
        });
    }
    /** Answers `tools/call`. Rejects with a `RequestError` if no tool has the name. */
    call(origin, stated, tools, consent) {
        return callTool(origin, stated, tools, this.#options, consent);
    }
}
/** Prepares each tool once, on first use. */
function preparing(adapt, context) {
    const prepared = new Map();
    return (tool) => {
        const known = prepared.get(tool);
        if (known !== undefined) {
            return known;
        }
        const made = prepareTool(tool.spansWorkspaces === true ? tool : adapt(tool), context);
        prepared.set(tool, made);
        return made;
    };
}
