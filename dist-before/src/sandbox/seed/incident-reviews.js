import { bullet, heading, paragraph, table, toDo } from '../build/blocks.js';
import { mentionUser } from '../build/text.js';
import { addPage } from '../build/workspace-builder.js';
import { daysFrom, isoDay } from './calendar.js';
const reviews = [
    {
        title: 'Boards froze for 22 minutes',
        daysAgo: 41,
        summary: 'An expired certificate kept all boards of the northern harbours from fetching departures. They showed the last known times without saying so.',
        timeline: [
            ['07:58', 'First board stops updating'],
            ['08:06', 'A captain calls; the pager had stayed silent'],
            ['08:14', 'Cause found: certificate expired at midnight local time'],
            ['08:20', 'New certificate rolled out, boards recover'],
        ],
        learned: ['Nobody owned the renewal.', 'Our alert watched requests that fail, not requests that stop.'],
        actions: [
            ['Alert on silence, per harbour', true],
            ['Renew certificates 30 days early', true],
            ['Mark stale boards visibly', false],
        ],
    },
    {
        title: 'Double charges at Concarneau',
        daysAgo: 118,
        summary: 'A retry after a timeout charged 63 passengers twice. All were refunded within two days.',
        timeline: [
            ['15:10', 'Payment provider slows down to 30 s per request'],
            ['15:12', 'Terminals repeat the charge after 20 s'],
            ['15:47', 'Retries switched off'],
        ],
        learned: [
            'A charge without an idempotency key must never be retried.',
            'The provider’s status page lagged by an hour.',
        ],
        actions: [
            ['Send an idempotency key with every charge', true],
            ['Reconcile charges every hour', false],
        ],
    },
    {
        title: 'Timetable for the wrong island 🏝️',
        daysAgo: 203,
        summary: 'Two islands share a name. The summer timetable of one was published for the other and stayed up for a morning.',
        timeline: [
            ['06:00', 'Timetable goes live'],
            ['09:30', 'First passenger waits at the wrong pier'],
            ['09:52', 'Previous version restored'],
        ],
        learned: ['Names are not keys.', 'A dry run by someone who knows the harbour would have caught it.'],
        actions: [
            ['Show the harbour code in the editor', true],
            ['Ask for a second pair of eyes before publishing', true],
        ],
    },
];
/** A page with one page per incident. */
export function addIncidentReviews(workspace, wiki, people, now) {
    const home = addPage(workspace, {
        title: 'Incident reviews',
        icon: '🧯',
        parent: { kind: 'page', id: wiki },
        created: daysFrom(now, -450),
        edited: daysFrom(now, -38),
        author: people.grace,
        blocks: [paragraph('Written within a week, without blame, read aloud in the Monday meeting.')],
    });
    for (const review of reviews) {
        const day = isoDay(daysFrom(now, -review.daysAgo));
        addPage(workspace, {
            title: `${day} ${review.title}`,
            parent: { kind: 'page', id: home },
            created: daysFrom(now, -review.daysAgo + 3),
            author: people.dmitri,
            blocks: [
                heading(2, 'Summary'),
                paragraph([review.summary, ' Review led by ', mentionUser(people.dmitri), '.']),
                heading(2, 'Timeline'),
                table([['Time (UTC)', 'What happened'], ...review.timeline]),
                heading(2, 'What we learned'),
                ...review.learned.map((text) => bullet(text)),
                heading(2, 'Actions'),
                ...review.actions.map(([text, done]) => toDo(text, done)),
            ],
        });
    }
}
