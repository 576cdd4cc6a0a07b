import { bullet, heading, paragraph, toDo } from './blocks.js';
import { multiSelect, numberColumn, plain, relation, select, status } from './columns.js';
import { addColumns, addDatabase, addDataSource, addRow } from './databases.js';
import { addPage, createWorkspace } from './workspace-builder.js';
const stages = ['Planned', 'Running', 'Finished'];
const teams = ['Harbour', 'Compass', 'Lantern', 'Anchor'];
function pick(items, index) {
    return items[index % items.length] ?? items[0];
}
/** Blocks of one section: heading, paragraph, item, nested item, nested step. */
const sectionSize = 5;
/**
 * As many blocks as asked for, children included: sections of a heading, a paragraph and a nested list. Every block's
 * text holds its number, so that a test can see what came through.
 */
function pageOfBlocks(count) {
    const drafts = [];
    const sections = Math.floor(count / sectionSize);
    for (let section = 0; section < sections; section += 1) {
        const first = section * sectionSize + 1;
        drafts.push(heading(2, `Section ${first}`), paragraph(`Paragraph ${first + 1} explains what this section is about.`), bullet(`Item ${first + 2}`, bullet(`Item ${first + 3}`, toDo(`Step ${first + 4}`, false))));
    }
    for (let number = sections * sectionSize + 1; number <= count; number += 1) {
        drafts.push(paragraph(`Paragraph ${number}.`));
    }
    return drafts;
}
/** A small workspace made to measure: `rows` in a database "Voyages", `blocks` on a page "Long page". */
export function workspaceWith(sizes) {
    const workspace = createWorkspace(sizes);
    const pageId = addPage(workspace, { title: 'Long page', blocks: pageOfBlocks(sizes.blocks ?? 0) });
    const databaseId = addDatabase(workspace, { title: 'Voyages' });
    const dataSourceId = addDataSource(workspace, {
        database: databaseId,
        name: 'Voyages',
        columns: [
            plain('Name', 'title'),
            status('Stage', { 'To-do': ['Planned'], 'In progress': ['Running'], Complete: ['Finished'] }),
            select('Team', teams),
            multiSelect('Tags', ['calm', 'rough', 'night']),
            numberColumn('Distance'),
            plain('Departure', 'date'),
            plain('Skipper', 'people'),
            plain('Notes', 'rich_text'),
        ],
    });
    addColumns(workspace, dataSourceId, [relation('Follows', dataSourceId)]);
    const rowIds = [];
    for (let index = 0; index < (sizes.rows ?? 0); index += 1) {
        const before = rowIds.at(-1);
        const row = addRow(workspace, dataSourceId, {
            Name: `Voyage ${index + 1}`,
            Stage: pick(stages, index),
            Team: pick(teams, index),
            Tags: index % 2 === 0 ? ['calm'] : ['rough', 'night'],
            Distance: (index * 37) % 500,
            Departure: new Date(Date.UTC(2026, 0, 1 + (index % 300))).toISOString().slice(0, 10),
            Skipper: [workspace.ownerId],
            Notes: index % 3 === 0 ? [] : `Notes of voyage ${index + 1}.`,
            Follows: before === undefined ? [] : [before],
        });
        rowIds.push(row);
    }
    return { workspace, pageId, databaseId, dataSourceId, rowIds };
}
