import { InputError } from '../../errors.js';
import { holdsAddressWithoutId, parseReferences, requireReference, severalReferences, } from '../../notion/reference.js';
import { say, Words } from '../../text/words.js';
import { findPageOrDatabase } from '../names/find-page-or-database.js';
import { cacheSummary } from '../names/titles.js';
import { cacheHits } from './title-hits.js';
/** The page or database that a query refers to by address or id; undefined for words, which titles are searched for. */
export async function referencedHit(session, query) {
    const noun = say `page or database`;
    const references = parseReferences(query);
    const [only, ...others] = references;
    if (only === undefined) {
        if (holdsAddressWithoutId(query)) {
            requireReference(query, 'query', noun);
        }
        return undefined;
    }
    if (others.length > 0) {
        throw severalReferences(references, 'query', noun);
    }
    if (only.kind === 'user') {
        throw new InputError('query', say `This names a person.`, say `Call notion_find_users with ${Words.term(`user://${only.id}`)}.`);
    }
    const object = await findPageOrDatabase(session, query, 'query');
    const hit = { object, summary: cacheSummary(session, object) };
    cacheHits(session, [hit]);
    return hit;
}
