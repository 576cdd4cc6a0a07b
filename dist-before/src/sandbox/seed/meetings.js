import { bullet, heading, paragraph, toDo } from '../build/blocks.js';
import { multiSelect, plain, select } from '../build/columns.js';
import { addDatabase, addDataSource, addRow } from '../build/databases.js';
import { mentionUser } from '../build/text.js';
import { daysFrom, isoDay, isoMoment } from './calendar.js';
/** A database with two data sources, each with columns of its own. */
export function addMeetings(workspace, people, parent, now) {
    const database = addDatabase(workspace, {
        title: 'Meetings',
        parent,
        icon: '🗓️',
        created: daysFrom(now, -420),
        edited: daysFrom(now, -5),
        author: people.chiara,
    });
    const team = addDataSource(workspace, {
        database,
        name: 'Team meetings',
        columns: [
            plain('Meeting', 'title'),
            plain('When', 'date'),
            plain('Present', 'people'),
            select('Kind', ['Weekly', 'Retrospective', 'Planning']),
        ],
    });
    const calls = addDataSource(workspace, {
        database,
        name: 'Customer calls',
        columns: [
            plain('Call', 'title'),
            plain('Day', 'date'),
            multiSelect('Topics', ['fares', 'boards', 'support']),
            plain('Satisfied', 'checkbox'),
        ],
    });
    const everyone = [people.ada, people.bruno, people.chiara, people.dmitri, people.elodie, people.hana];
    for (let week = 0; week < 12; week += 1) {
        const start = daysFrom(now, week * -7 - 1, 10);
        const kind = week % 4 === 3 ? 'Retrospective' : week % 4 === 1 ? 'Planning' : 'Weekly';
        addRow(workspace, team, {
            Meeting: `${kind} of ${isoDay(start)}`,
            When: { start: isoMoment(start, 1), end: isoMoment(new Date(start.getTime() + 2_700_000), 1) },
            Present: everyone.filter((_, index) => (index + week) % 5 !== 0),
            Kind: kind,
        }, {
            created: start,
            author: people.chiara,
            blocks: [
                heading(2, 'Notes'),
                bullet('Boards in the north are stable again.'),
                bullet('The fares engine needs one more week of tests.'),
                heading(2, 'Next'),
                toDo([mentionUser(people.hana), ' prepares the release of the simulator'], week > 2),
            ],
        });
    }
    const customers = ['Nordlys Ferries', 'Compagnie des Îles', 'شركة العبّارات الجنوبية', 'Setouchi Lines'];
    customers.forEach((customer, index) => {
        addRow(workspace, calls, {
            Call: `Call with ${customer}`,
            Day: isoDay(daysFrom(now, -10 - index * 20)),
            Topics: index % 2 === 0 ? ['fares', 'support'] : ['boards'],
            Satisfied: index !== 1,
        }, {
            created: daysFrom(now, -10 - index * 20),
            author: people.elodie,
            blocks: [paragraph(`${customer} asked for earlier notice of changes.`)],
        });
    });
    return database;
}
