import { plain, status } from '../build/columns.js';
import { addDatabase, addDataSource, addRow } from '../build/databases.js';
import { engineeringWorkspace } from './engineering-workspace.js';
/** The invented company with a database for what its people report. */
export function demoWorkspace() {
    const workspace = engineeringWorkspace();
    const work = addDataSource(workspace, {
        database: addDatabase(workspace, { title: 'Work', icon: '🗂️' }),
        name: 'Work',
        columns: [
            plain('Name', 'title'),
            status('Status', { 'To-do': ['Not started'], 'In progress': ['Drafting'], Complete: ['Sent'] }),
        ],
    });
    addRow(workspace, work, { Name: 'Kick-off notes', Status: 'Sent' });
    return workspace;
}
