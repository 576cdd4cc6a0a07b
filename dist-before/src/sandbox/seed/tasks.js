import { bullet, code, heading, paragraph, toDo } from '../build/blocks.js';
import { relation } from '../build/columns.js';
import { addColumns, addDatabase, addDataSource, addRow } from '../build/databases.js';
import { mentionDate, mentionPage, mentionUser, rich } from '../build/text.js';
import { daysFrom, isoDay, isoMoment } from './calendar.js';
import { choose, seededRandom } from './random.js';
import { labels, priorities, taskColumns, taskStates } from './task-columns.js';
import { oddTitles, taskTitle } from './task-titles.js';
/** Tasks in the tracker. */
const taskCount = 200;
/** Every fifth task belongs to the first project, which so has more than a page shows at once. */
const bigProjectEvery = 5;
const states = [
    'Backlog',
    'Ready',
    'In progress',
    'In review',
    'Blocked',
    'Done',
    'Done',
    "Won't do",
];
function attachments(index) {
    const kinds = [
        { name: `board-${index}.png`, source: { kind: 'hosted', name: `board-${index}.png` } },
        { name: 'Maker’s manual', source: { kind: 'external', url: 'https://example.com/manuals/board-14.pdf' } },
    ];
    return index % 8 === 0 ? kinds.slice(0, 1 + (index % 16 === 0 ? 1 : 0)) : [];
}
function body(index, world) {
    if (index % 5 !== 1) {
        return [];
    }
    return [
        heading(2, 'What happens'),
        paragraph([
            'Seen at the pier on ',
            mentionDate(isoDay(daysFrom(world.now, -index % 60))),
            '. See also ',
            mentionPage(world.wiki.onCall),
            '.',
        ]),
        code('json', `{ "board": ${index}, "state": "stale" }`),
        heading(2, 'Done when'),
        toDo('A test fails without the change', index % 2 === 0),
        toDo('The harbour confirms it', false),
        bullet('Not part of this task: new hardware.'),
    ];
}
/** A span of hours in the harbour's zone, a span of days, or nothing. */
function workWindow(index, start) {
    if (index % 4 === 0) {
        const end = new Date(start.getTime() + 5_400_000);
        return { start: isoMoment(start, 2), end: isoMoment(end, 2) };
    }
    const end = new Date(start.getTime() + 3 * 86_400_000);
    return index % 4 === 1 ? { start: isoDay(start), end: isoDay(end) } : null;
}
function notes(index, person, wiki) {
    if (index % 5 === 2) {
        return rich([
            'Ask ',
            mentionUser(person),
            ' first; see ',
            mentionPage(wiki.deploy),
            ' and **mind the tides**.',
        ]);
    }
    return index % 5 === 3 ? 'Reported twice.\nHappens only with `|` in the name.' : [];
}
function cells(index, random, world) {
    const { people, projects, wiki, now } = world;
    const due = daysFrom(now, Math.floor(random() * 120) - 60);
    const state = choose(random, states);
    const assignees = [
        people.ada,
        people.bruno,
        people.chiara,
        people.dmitri,
        people.elodie,
        people.hana,
        people.ivar,
        people.june,
    ];
    const first = assignees[index % assignees.length] ?? people.ada;
    const project = index % bigProjectEvery === 0
        ? projects.rows[0]
        : projects.rows[1 + (index % (projects.rows.length - 1))];
    const work = daysFrom(now, Math.floor(random() * 40) - 20, 8 + (index % 8), 30);
    return {
        Task: index % 20 === 3 ? (oddTitles[Math.floor(index / 20)] ?? taskTitle(index)) : taskTitle(index),
        Status: state,
        Priority: index % 11 === 0 ? null : choose(random, priorities),
        Labels: labels.filter((_, position) => (index + position) % 5 === 0),
        Assignee: index % 9 === 0 ? [] : index % 6 === 0 ? [first, people.grace] : [first],
        Due: index % 7 === 6 ? null : isoDay(due),
        'Work window': workWindow(index, work),
        Estimate: index % 10 === 9 ? null : 0.5 + (index % 9) * 0.5,
        Progress: taskStates.Complete.includes(state) ? 1 : (index % 5) / 10,
        'Customer waiting': index % 6 === 2,
        'Pull request': index % 3 === 0 ? `https://example.com/tideline/boards/pull/${400 + index}` : null,
        Reporter: index % 4 === 2 ? `harbour${index % 12}@example.com` : null,
        Phone: index % 12 === 5 ? `+358 555 01${String(index % 100).padStart(2, '0')}` : null,
        Attachments: attachments(index),
        Notes: notes(index, first, wiki),
        ...(index % 25 === 7 && {
            Pier: { latitude: 60.16, longitude: 24.95, name: 'Pier 4', address: '1 Example Quay, Helsinki' },
        }),
        Project: project === undefined || index % 13 === 12 ? [] : [project],
    };
}
/** Adds the task tracker. Returns the ids of its data source and rows. */
export function addTasks(workspace, parent, world, linkProjects) {
    const { people, projects, now } = world;
    const databaseId = addDatabase(workspace, {
        title: 'Tasks',
        parent,
        icon: '✅',
        description: 'Everything that somebody should do. One row is at most a week of work.',
        created: daysFrom(now, -500),
        edited: daysFrom(now, -1, 7),
        author: people.grace,
    });
    const dataSourceId = addDataSource(workspace, {
        database: databaseId,
        name: 'Tasks',
        columns: taskColumns(projects.dataSourceId),
    });
    addColumns(workspace, dataSourceId, [relation('Blocked by', dataSourceId)]);
    linkProjects(dataSourceId);
    const random = seededRandom(20_260_311);
    const rows = [];
    for (let index = 0; index < taskCount; index += 1) {
        const before = rows.at(-3);
        const row = addRow(workspace, dataSourceId, {
            ...cells(index, random, world),
            'Blocked by': index % 17 === 16 && before !== undefined ? [before] : [],
        }, {
            created: daysFrom(now, -210 + index, 8, index % 60),
            edited: daysFrom(now, -Math.floor(random() * Math.min(200, 207 - index)) - 4, 13, index % 60),
            author: index % 30 === 29 ? people.buildBot : people.grace,
            blocks: body(index, world),
        });
        rows.push(row);
    }
    return { databaseId, dataSourceId, rows };
}
