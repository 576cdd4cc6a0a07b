import { bullet, heading, paragraph, quote } from '../build/blocks.js';
import { addPage } from '../build/workspace-builder.js';
import { daysFrom } from './calendar.js';
const records = [
    {
        title: 'ADR 001: One queue per harbour',
        context: 'A slow harbour used to hold back the boards of all others, because every departure went through the same queue.',
        decision: 'Each harbour gets its own queue. Order is kept within a harbour and nowhere else.',
        consequences: [
            'A harbour with a broken line delays only itself.',
            'Reports across harbours must sort by time themselves.',
        ],
    },
    {
        title: 'ADR 002: Timetables are immutable',
        context: 'Twice, an edited timetable changed departures that had already been sold.',
        decision: 'A published timetable never changes. A correction is a new version with a start date.',
        consequences: [
            'Every ticket names the version it was sold under.',
            'The editor shows a difference instead of a form.',
        ],
    },
    {
        title: 'ADR 003: PostgreSQL for fares',
        context: 'Fares need transactions over several tables, and the team knows SQL better than any other store.',
        decision: 'Fares live in PostgreSQL 16, one schema per operator.',
        consequences: [
            'Backups are tested monthly by restoring one operator.',
            'Operators can leave with a dump of their schema.',
        ],
    },
    {
        title: 'ADR 004: Offline first on the boards',
        context: 'Piers have bad reception. A blank board is worse than an old one.',
        decision: 'A board keeps the timetable of three days and shows it, marked as planned, when it hears nothing for a minute.',
        consequences: [
            'Boards need a clock that is right to the second.',
            'Cancellations may arrive late; the loudspeaker stays.',
        ],
    },
    {
        title: 'ADR 005: No personal data in logs',
        context: 'A support export contained the names of passengers.',
        decision: 'Log fields are listed by name; anything else is dropped before it is written.',
        consequences: ['Debugging takes one more step.', 'Exports can be shared with operators as they are.'],
    },
];
/** A page that holds one page per decision, the newest of which has a page below itself. */
export function addArchitectureRecords(workspace, wiki, people, now) {
    const home = addPage(workspace, {
        title: 'Architecture records',
        icon: '📐',
        parent: { kind: 'page', id: wiki },
        created: daysFrom(now, -500),
        edited: daysFrom(now, -45),
        author: people.dmitri,
        blocks: [
            paragraph('One page per decision, numbered, never edited after it is accepted. A later record may replace an earlier one.'),
        ],
    });
    const pages = records.map((record, index) => addPage(workspace, {
        title: record.title,
        parent: { kind: 'page', id: home },
        created: daysFrom(now, -490 + index * 90),
        author: index % 2 === 0 ? people.dmitri : people.chiara,
        blocks: [
            heading(2, 'Context'),
            paragraph(record.context),
            heading(2, 'Decision'),
            quote(record.decision),
            heading(2, 'Consequences'),
            ...record.consequences.map((text) => bullet(text)),
        ],
    }));
    const last = pages.at(-1);
    if (last !== undefined) {
        addPage(workspace, {
            title: 'ADR 005: list of allowed log fields',
            parent: { kind: 'page', id: last },
            created: daysFrom(now, -120),
            author: people.chiara,
            blocks: ['harbour', 'board', 'timetable_version', 'duration_ms', 'outcome'].map((field) => bullet(`\`${field}\``)),
        });
    }
}
