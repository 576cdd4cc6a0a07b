import { multiSelect, numberColumn, plain, relation, rollup, select, status } from '../build/columns.js';
import { addColumns, addDatabase, addDataSource, addRow } from '../build/databases.js';
import { heading, paragraph, bullet } from '../build/blocks.js';
import { numberOf } from '../query/scalars.js';
import { daysFrom, isoDay } from './calendar.js';
const stages = {
    'To-do': ['Idea', 'Planned'],
    'In progress': ['Active', 'On hold'],
    Complete: ['Shipped', 'Dropped'],
};
/** Name, stage and goal. The first one gets far more tasks than a page shows. */
const projectTexts = [
    [
        'Departure board 2.0',
        'Active',
        'Replace the boards of 2014 by ones that work without a network for three days.',
    ],
    [
        'Fares engine',
        'Active',
        'One place that knows what a crossing costs, for shops, terminals and partners.',
    ],
    ['Crew planner', 'Planned', 'Plan crews a month ahead and swap shifts without a phone call.'],
    ['Offline tickets', 'Active', 'A ticket that opens on the pier without reception.'],
    ['Harbour simulator', 'Shipped', 'Rehearse a whole day of departures in ten minutes.'],
    ['Storm mode ⛈️', 'Active', 'Lengthen, cancel and announce crossings when the wind rises.'],
    ['Accessibility audit', 'On hold', 'Meet EN 301 549 on boards, shop and terminals.'],
    ['Partner API', 'Planned', 'Let travel planners show our departures.'],
    ['Cost cut', 'Shipped', 'Spend a third less per departure.'],
    ['Réservation de groupe', 'Active', 'Permettre aux écoles de réserver une traversée entière.'],
    ['بوابة المشغّلين', 'Idea', 'A portal for operators of the southern harbours.'],
    ['Log diet', 'Shipped', 'Keep the logs that somebody reads.'],
    ['Timetable editor', 'Active', 'Publish a timetable in an hour instead of a day.'],
    ['Passenger counts', 'Idea', 'Know how full a ferry is before it leaves.'],
    ['Payment terminals', 'On hold', 'Replace the terminals whose maker stopped updates.'],
    ['Single sign-on', 'Shipped', 'One account for every tool.'],
    ['Loudspeaker texts', 'Planned', 'Announcements that can be understood.'],
    ['Freight slots', 'Idea', 'Sell the space that cars leave free.'],
    ['Data retention', 'Active', 'Delete what we no longer need, on time.'],
    ['Summer readiness | "peak" test', 'Dropped', 'Rehearse the busiest Saturday of the year.'],
];
const columns = [
    plain('Project', 'title'),
    status('Stage', stages),
    plain('Lead', 'people'),
    select('Team', ['Harbour', 'Commerce', 'Platform']),
    multiSelect('Quarters', ['Q1', 'Q2', 'Q3', 'Q4']),
    plain('Deadline', 'date'),
    numberColumn('Budget', 'euro'),
    plain('Goal', 'rich_text'),
    plain('Verified', 'verification'),
];
/** Adds the database and its rows, without the columns that refer to tasks. */
export function addProjects(workspace, people, parent, now) {
    const databaseId = addDatabase(workspace, {
        title: 'Projects',
        parent,
        icon: '🗂️',
        description: 'What we work on, and until when.',
        created: daysFrom(now, -500),
        edited: daysFrom(now, -4),
        author: people.grace,
    });
    const dataSourceId = addDataSource(workspace, { database: databaseId, name: 'Projects', columns });
    const leads = [people.ada, people.chiara, people.grace, people.hana, people.elodie];
    const teams = ['Harbour', 'Commerce', 'Platform'];
    const rows = projectTexts.map(([title, stage, goal], index) => addRow(workspace, dataSourceId, {
        Project: title,
        Stage: stage,
        Lead: [leads[index % leads.length] ?? people.ada],
        Team: teams[index % teams.length] ?? 'Platform',
        Quarters: index % 4 === 0 ? ['Q3', 'Q4'] : [`Q${1 + (index % 4)}`],
        Deadline: stage === 'Idea' ? null : isoDay(daysFrom(now, 20 + index * 13 - 90)),
        Budget: stage === 'Idea' ? null : 8000 + index * 3250.5,
        Goal: goal,
        Verified: index % 5 === 0
            ? {
                state: 'verified',
                date: { start: daysFrom(now, -30).toISOString(), end: daysFrom(now, 150).toISOString() },
                by: people.grace,
            }
            : { state: 'unverified', date: null, by: null },
    }, {
        created: daysFrom(now, -480 + index * 9),
        edited: daysFrom(now, -60 + index * 2),
        author: leads[index % leads.length] ?? people.ada,
        icon: index === 0 ? '🪧' : null,
        blocks: [
            heading(2, 'Goal'),
            paragraph(goal),
            heading(2, 'Done when'),
            bullet('Two harbours have used it for a month.'),
            bullet('The on-call guide describes it.'),
        ],
    }));
    return { databaseId, dataSourceId, rows };
}
/** Adds the columns of projects that refer to their tasks; the tasks' data source must exist. */
export function addTaskColumns(workspace, projects, tasks) {
    addColumns(workspace, projects.dataSourceId, [
        relation('Tasks', tasks, 'Project'),
        rollup('Task count', 'Tasks', 'Task', 'count'),
        rollup('Estimate total', 'Tasks', 'Estimate', 'sum'),
        rollup('Last due', 'Tasks', 'Due', 'latest_date'),
        rollup('Task states', 'Tasks', 'Status', 'show_original'),
        {
            name: 'Size',
            type: 'formula',
            expression: 'if(prop("Estimate total") > 40, "large", "small")',
            compute: (read) => {
                const total = read('Estimate total');
                const estimate = (total && numberOf(total)) ?? 0;
                return { kind: 'string', value: estimate > 40 ? 'large' : 'small' };
            },
        },
        {
            name: 'Risk',
            type: 'formula',
            expression: 'prop("Tasks").map(current.prop("Project").map(current.prop("Budget"))).flat().sum()',
            compute: () => ({ kind: 'unsupported' }),
        },
    ]);
}
