import { hostedJson } from './hosted-json.js';
/** Discussions and comments that are read of one answer. */
const MAX_DISCUSSIONS = 200;
const MAX_COMMENTS = 500;
/** Characters of one comment, of the words that it is on, and of a name. */
const MAX_COMMENT_CHARACTERS = 2000;
const MAX_NAME_CHARACTERS = 80;
/** Characters of all of them that are looked at. */
const MAX_TEXT_CHARACTERS = 500_000;
const TAG = /<(\/?)(discussion|comment)((?:\s[^<>]{0,1000})?)>/g;
/** The discussions of an answer of `get-comments`: JSON without any, or tags in a text, alone or in JSON. */
export function hostedDiscussions(answer) {
    const xml = textIn(answer).slice(0, MAX_TEXT_CHARACTERS);
    const found = [];
    let begun;
    let comments = 0;
    for (const { 0: tag, 1: slash, 2: name, 3: attributes = '', index } of xml.matchAll(TAG)) {
        const isEnd = slash === '/';
        if (name === 'discussion' && !isEnd) {
            if (found.length === MAX_DISCUSSIONS) {
                break;
            }
            found.push({ isResolved: resolvedIn(attributes), on: wordsIn(attributes), comments: [] });
        }
        else if (name === 'comment' && !isEnd) {
            begun = { at: index + tag.length, attributes };
        }
        else if (name === 'comment' && begun !== undefined && comments < MAX_COMMENTS) {
            comments += 1;
            found.at(-1)?.comments.push({
                author: attribute(begun.attributes, ['author', 'user-name', 'user_name', 'user', 'user-url']),
                date: /\d{4}-\d{2}-\d{2}/.exec(begun.attributes)?.[0] ?? '',
                text: unescaped(xml.slice(begun.at, index)).trim().slice(0, MAX_COMMENT_CHARACTERS),
            });
            begun = undefined;
        }
    }
    return found;
}
function textIn(answer) {
    const value = hostedJson(answer);
    if (typeof value !== 'object' || value === null) {
        return answer;
    }
    return Object.values(value)
        .filter((part) => typeof part === 'string')
        .join('\n');
}
function resolvedIn(attributes) {
    const stated = attribute(attributes, ['resolved', 'is_resolved', 'status']).toLowerCase();
    return stated === '' ? undefined : stated === 'true' || stated === 'resolved';
}
function wordsIn(attributes) {
    return attribute(attributes, ['text-context', 'text_context']);
}
function attribute(attributes, names) {
    for (const [, name = '', value = ''] of attributes.matchAll(/\s([\w-]{1,40})="([^"]{0,500})"/g)) {
        if (names.includes(name)) {
            return unescaped(value).slice(0, MAX_NAME_CHARACTERS);
        }
    }
    return '';
}
const ENTITIES = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
function unescaped(text) {
    return text.replaceAll(/&(lt|gt|quot|apos|amp);/g, (entity, name) => ENTITIES[name] ?? entity);
}
