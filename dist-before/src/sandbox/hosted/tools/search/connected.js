import { wordsOf } from './words.js';
/** What the apps hold. Invented, like the workspace. */
const items = [
    {
        id: 'slack://tideline/C07HARBOUR/p1762500000',
        type: 'slack',
        title: '#harbour-ops',
        text: 'Storm mode was on for 40 minutes last night; the deploy of the timetable service waited for it.',
        timestamp: '2026-11-07T07:20:00.000Z',
    },
    {
        id: 'google-drive://tideline/1FerryFares2027',
        type: 'google-drive',
        title: 'Ferry fares 2027 (draft)',
        text: 'Fares for the winter timetable, before the board has seen them.',
        timestamp: '2026-10-29T13:05:00.000Z',
    },
    {
        id: 'github://tideline/boards/pull/412',
        type: 'github',
        title: 'Retry the deploy of boards after a lost connection',
        text: 'The deploy script gave up on the first lost connection. It tries three times now.',
        timestamp: '2026-11-02T16:41:00.000Z',
    },
    {
        id: 'jira://tideline/TIDE-88',
        type: 'jira',
        title: 'TIDE-88: pager rings twice',
        text: 'The on-call pager rings twice for one incident.',
        timestamp: '2026-10-12T08:00:00.000Z',
    },
];
/** Results from connected apps. Their ids are no addresses of Notion. */
export function findConnected(query, highlight) {
    const words = wordsOf(query);
    return items
        .filter(({ title, text }) => words.some((word) => `${title} ${text}`.toLowerCase().includes(word)))
        .map(({ id, type, title, text, timestamp }) => ({
        id,
        title,
        url: id,
        type,
        highlight: text.slice(0, highlight),
        timestamp,
    }));
}
