import { InputError } from '../../errors.js';
import { say } from '../../text/words.js';
/** Why a search cannot look into texts. */
export function refusalOfTexts(query, titlesOnly) {
    if (titlesOnly) {
        return new InputError('in_text', say `titles_only shows no texts.`, say `Omit one of them.`);
    }
    const problem = query === '' ? say `There are no words to search for.` : say `Databases have no text.`;
    return new InputError('in_text', problem, say `Pass a query and kind any or page, or omit in_text.`);
}
