import { listUsers } from '../../notion/endpoints/users.js';
import { conditionsIn } from '../../notion/query/where.js';
import { parseReference } from '../../notion/reference.js';
import { foldText } from '../../text/match-text.js';
import { findMe, isMe } from '../names/find-me.js';
import { spareRequests } from '../spare-requests.js';
/** Words of column names that mostly hold people, folded. A wrong guess costs one request in ten minutes. */
const PEOPLE_WORDS = [
    'assign',
    'author',
    'created by',
    'edited by',
    'lead',
    'manager',
    'owner',
    'people',
    'person',
    'responsib',
    'reviewer',
    'verantwortlich',
    'zustandig',
];
/**
 * Starts to read the people that a question seems to name, while its database is looked for: only that tells which columns
 * hold people, and asking for one after the other takes a round more. Whoever needs them later joins what is under way.
 */
export function readPeopleAhead(session, where) {
    const conditions = conditionsIn(where);
    const asksForMe = conditions.some(({ value }) => valuesOf(value).some(isMe));
    const isNamed = conditions.some(({ property, value }) => mayHoldPeople(property) &&
        valuesOf(value).some((text) => !isMe(text) && parseReference(text) === undefined));
    const reads = [
        ...(asksForMe ? [() => findMe(session, 'where')] : []),
        ...(isNamed ? [() => listUsers(session)] : []),
    ];
    for (const read of reads.slice(0, spareRequests(session))) {
        // Nobody waits for it here: who needs them asks again, and reports what went wrong.
        read().catch(() => { });
    }
}
function mayHoldPeople(column) {
    const name = foldText(column);
    return PEOPLE_WORDS.some((word) => name.includes(word));
}
function valuesOf(value) {
    return [value].flat().filter((each) => typeof each === 'string');
}
