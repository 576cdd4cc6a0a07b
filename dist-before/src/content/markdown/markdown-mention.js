import { renderDate } from '../rich-text/date-text.js';
import { attribute } from './markdown-tag.js';
import { pageMention, userMention } from '../rich-text/mention.js';
import { idFromUrl } from '../notion-id.js';
/** Tags of enhanced markdown that represent a person, a page, a database or a date inside a line of text. */
export function isMention(name) {
    return /^(?:mention(?:-[a-z-]+)?|date|page|database)$/.test(name);
}
/** The text of a mention; `label` is what stood between its tags. */
export function mentionRun(tag, label, names) {
    const mention = mentionTarget(tag);
    return { ...shownMention(tag, label, names), ...(mention === undefined ? {} : { mention }) };
}
function shownMention(tag, label, names) {
    // Within a line a database is one link, and its data source is what can be queried wherever its rows are kept.
    const preferred = tag.name === 'database' ? ['data-source-url', 'url'] : ['url', 'data-source-url'];
    const url = attribute(tag, ...preferred);
    const id = idFromUrl(url) ?? '';
    switch (mentionKind(tag, url)) {
        case 'user':
            return userMention(id, label, names);
        case 'date': {
            const date = dateOf(tag) || label;
            return date === '' ? { form: 'marker', text: '[date]' } : { form: 'text', text: date };
        }
        case 'database':
            return pageMention('database', id, label, names);
        case 'data source':
            return pageMention('data source', id, label, names);
        case 'link':
            return { form: 'text', text: label || url, link: url };
        default:
            return pageMention('page', id, label, names);
    }
}
/** What a mention is of, if Notion can be given it: a data source cannot be mentioned. */
function mentionTarget(tag) {
    const url = attribute(tag, 'url');
    const id = idFromUrl(url);
    const kind = mentionKind(tag, url);
    if (kind === 'date') {
        const { start, end, timeZone } = momentsOf(tag);
        return /^\d{4}-\d{2}-\d{2}/.test(start)
            ? {
                kind,
                start,
                ...(end === '' ? {} : { end }),
                ...(timeZone === '' ? {} : { timeZone }),
            }
            : undefined;
    }
    if (id === undefined || kind === 'data source' || kind === 'link') {
        return undefined;
    }
    return { kind: kind === 'user' || kind === 'database' ? kind : 'page', id };
}
function mentionKind(tag, url) {
    const kind = tag.name.replace(/^mention-?/, '').replaceAll('-', ' ') || attribute(tag, 'type').replaceAll('-', ' ');
    if (kind === 'agent' || kind === 'person' || url.startsWith('user:')) {
        return 'user';
    }
    if (url.startsWith('collection:')) {
        return 'data source';
    }
    return kind === '' && url !== '' && idFromUrl(url) === undefined ? 'link' : kind;
}
function dateOf(tag) {
    const { start, end, timeZone } = momentsOf(tag);
    return start === '' ? '' : renderDate(start, end, timeZone);
}
function momentsOf(tag) {
    const start = moment(attribute(tag, 'start'), attribute(tag, 'start-time'));
    const end = attribute(tag, 'end');
    const endTime = attribute(tag, 'end-time');
    // An end time alone ends on the day it starts.
    const endDay = end === '' && endTime !== '' ? attribute(tag, 'start').slice(0, 10) : end;
    return { start, end: moment(endDay, endTime), timeZone: attribute(tag, 'time-zone') };
}
function moment(day, time) {
    return day === '' || time === '' || day.includes('T') ? day : `${day}T${time}`;
}
