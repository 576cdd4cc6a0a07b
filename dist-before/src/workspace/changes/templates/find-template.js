import { InputError } from '../../../errors.js';
import { listTemplates } from '../../../notion/endpoints/templates.js';
import { parseReference } from '../../../notion/reference.js';
import { matchText } from '../../../text/match-text.js';
import { didYouMean } from '../../../text/suggest.js';
import { listNames, say } from '../../../text/words.js';
/** Means the one that people get with the button "New". */
const DEFAULT = 'default';
/** The template of a database that a text means: its name, its id or URL, or `default`. */
export async function findTemplate(session, parent, text) {
    if (parent.kind !== 'database') {
        throw new InputError('template', say `Only databases have templates.`, say `Leave out template.`);
    }
    const templates = await listTemplates(session, parent.source.id);
    const names = templates.map(({ name }) => name);
    const id = parseReference(text)?.id;
    const match = matchText(text, names);
    const found = templates.filter((template) => id === undefined ? 'match' in match && template.name === match.match : template.id === id);
    const isDefault = text.trim().toLowerCase() === DEFAULT;
    const [only, ...others] = found.length === 0 && isDefault ? templates.filter((template) => template.isDefault) : found;
    if (only === undefined || others.length > 0) {
        const known = names.length === 0 ? say `The database has none.` : say `Templates: ${listNames(names)}.`;
        throw new InputError('template', only !== undefined
            ? say `Several templates have this name.`
            : isDefault
                ? say `The database has no default template.`
                : say `The database has no template ${text}.`, say `${isDefault ? say `` : didYouMean(text, names)}${known}`);
    }
    return only;
}
