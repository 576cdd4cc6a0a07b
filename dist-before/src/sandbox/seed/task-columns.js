import { multiSelect, numberColumn, plain, relation, rollup, select, status, uniqueId, } from '../build/columns.js';
import { dateOf, numberOf, textOf } from '../query/scalars.js';
import { isoDay } from './calendar.js';
const dayMilliseconds = 86_400_000;
/** The states of a task by Notion's three groups. */
export const taskStates = {
    'To-do': ['Backlog', 'Ready'],
    'In progress': ['In progress', 'In review', 'Blocked'],
    Complete: ['Done', "Won't do"],
};
export const priorities = ['Urgent', 'High', 'Medium', 'Low'];
export const labels = [
    'backend',
    'frontend',
    'database',
    'security',
    'docs',
    'accessibility',
    'performance',
    'mobile',
];
const formulas = [
    {
        name: 'Summary',
        type: 'formula',
        expression: 'prop("Task") + " (" + prop("Status") + ")"',
        compute: (read) => {
            const [task, state] = [read('Task'), read('Status')];
            return {
                kind: 'string',
                value: `${(task && textOf(task)) ?? ''} (${(state && textOf(state)) ?? 'no status'})`,
            };
        },
    },
    {
        name: 'Days left',
        type: 'formula',
        expression: 'dateBetween(prop("Due"), now(), "days")',
        compute: (read, now) => {
            const due = read('Due');
            const date = due && dateOf(due);
            const days = date && Math.ceil((Date.parse(date.start) - now.getTime()) / dayMilliseconds);
            return { kind: 'number', value: days ?? null };
        },
    },
    {
        name: 'Overdue',
        type: 'formula',
        expression: 'prop("Due") < now() and prop("Status") != "Done"',
        compute: (read, now) => {
            const [due, state] = [read('Due'), read('Status')];
            const date = due && dateOf(due);
            const open = !taskStates.Complete.includes((state && textOf(state)) ?? '');
            return { kind: 'boolean', value: open && date ? date.start.slice(0, 10) < isoDay(now) : false };
        },
    },
    {
        name: 'Review on',
        type: 'formula',
        expression: 'dateAdd(prop("Due"), 7, "days")',
        compute: (read) => {
            const due = read('Due');
            const date = due && dateOf(due);
            const start = date && isoDay(new Date(Date.parse(date.start) + 7 * dayMilliseconds));
            return { kind: 'date', value: start ? { start } : null };
        },
    },
    {
        name: 'Cost',
        type: 'formula',
        expression: 'prop("Estimate") * 650',
        compute: (read) => {
            const estimate = read('Estimate');
            const days = estimate && numberOf(estimate);
            return { kind: 'number', value: typeof days === 'number' ? days * 650 : null };
        },
    },
];
/** Every common property type, in the order in which people see the columns. */
export function taskColumns(projects) {
    return [
        plain('Task', 'title'),
        status('Status', taskStates),
        select('Priority', priorities),
        multiSelect('Labels', labels),
        plain('Assignee', 'people'),
        plain('Due', 'date'),
        plain('Work window', 'date'),
        { ...numberColumn('Estimate'), description: 'Days of work' },
        numberColumn('Progress', 'percent'),
        plain('Customer waiting', 'checkbox'),
        plain('Pull request', 'url'),
        plain('Reporter', 'email'),
        plain('Phone', 'phone_number'),
        plain('Attachments', 'files'),
        plain('Notes', 'rich_text'),
        plain('Pier', 'place'),
        uniqueId('ID', 'TASK'),
        relation('Project', projects, 'Tasks'),
        rollup('Project deadline', 'Project', 'Deadline', 'latest_date'),
        rollup('Project stage', 'Project', 'Stage', 'show_original'),
        rollup('Project budget', 'Project', 'Budget', 'sum'),
        ...formulas,
        plain('Created', 'created_time'),
        plain('Created by', 'created_by'),
        plain('Edited', 'last_edited_time'),
        plain('Edited by', 'last_edited_by'),
        plain('Start work', 'button'),
    ];
}
