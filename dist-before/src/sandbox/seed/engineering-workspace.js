import { addComment, createWorkspace, resolveDiscussion } from '../build/workspace-builder.js';
import { mentionUser } from '../build/text.js';
import { stableId } from '../ids.js';
import { daysFrom } from './calendar.js';
import { addEverything, commentedBlockId } from './everything.js';
import { addFiles } from './files.js';
import { addHandbook } from './handbook.js';
import { addMeetings } from './meetings.js';
import { addPeople } from './people.js';
import { addProjects, addTaskColumns } from './projects.js';
import { addTasks } from './tasks.js';
import { addViews } from './views.js';
import { addWiki } from './wiki.js';
/**
 * The workspace of an invented ferry software company: a wiki, a task tracker, projects, meetings, a long handbook and
 * a page with every block type. The same in every run, except that all dates are counted from `now`.
 */
export function engineeringWorkspace(options = {}) {
    const workspace = createWorkspace({ name: 'Tideline Labs', now: options.now });
    const now = workspace.clock();
    workspace.customEmojis.push({ id: stableId('emoji:ferry'), name: 'ferry' });
    const people = addPeople(workspace);
    const wiki = addWiki(workspace, people, now);
    const home = { kind: 'page', id: wiki.home };
    const projects = addProjects(workspace, people, home, now);
    const tasks = addTasks(workspace, home, { people, projects, wiki, now }, (source) => {
        addTaskColumns(workspace, projects, source);
    });
    addViews(workspace, projects, tasks.dataSourceId);
    addMeetings(workspace, people, home, now);
    addEverything(workspace, people, wiki, tasks.databaseId, now);
    addFiles(workspace);
    addHandbook(workspace, people, wiki, now);
    const onPage = { kind: 'page', id: wiki.onCall };
    const discussion = 'pager numbers';
    addComment(workspace, {
        on: onPage,
        author: people.june,
        created: daysFrom(now, -8, 9),
        discussion,
        text: 'Are the phone numbers still right?',
    });
    addComment(workspace, {
        on: onPage,
        author: people.dmitri,
        created: daysFrom(now, -8, 10),
        discussion,
        text: ['Checked today, thanks ', mentionUser(people.june), '.'],
    });
    addComment(workspace, {
        on: onPage,
        author: people.buildBot,
        created: daysFrom(now, -1, 6),
        text: 'Link check: **all links work**.',
    });
    addComment(workspace, {
        on: { kind: 'block', id: commentedBlockId },
        author: people.elodie,
        created: daysFrom(now, -7, 16),
        text: 'This is the comment.',
    });
    const closed = 'escalation path';
    addComment(workspace, {
        // Its own id, so that all that are counted stay as they are.
        id: stableId('comment:resolved'),
        on: onPage,
        author: people.hana,
        created: daysFrom(now, -40, 11),
        discussion: closed,
        text: 'Should the second pager ring after five minutes or after ten?',
    });
    resolveDiscussion(workspace, closed);
    return workspace;
}
