import { createComment } from './comments/create-comment.js';
import { getComments } from './comments/get-comments.js';
import { createDatabase } from './databases/create-database.js';
import { queryDataSources, queryMultipleDataSources } from './databases/query-data-sources.js';
import { queryMeetingNotes } from './databases/query-meeting-notes.js';
import { updateDataSource } from './databases/update-data-source.js';
import { fetchTool } from './fetch/fetch.js';
import { listPages } from './lists/list-pages.js';
import { createPages } from './pages/create-pages.js';
import { duplicatePage } from './pages/duplicate-page.js';
import { movePages } from './pages/move-pages.js';
import { updatePage } from './pages/update-page.js';
import { getTeams } from './people/get-teams.js';
import { getToolAccess } from './people/get-tool-access.js';
import { getUsers } from './people/get-users.js';
import { aiSearch, search } from './search/search.js';
import { getAsyncTask } from './tasks/get-async-task.js';
import { unavailableTools } from './unavailable/unavailable.js';
import { createAttachment, createFileUpload, downloadAttachment } from './uploads/uploads.js';
import { createView, updateView } from './views/views.js';
/** Every tool, in the order of the list: 14 in spring 2026, 28 in August. */
export const hostedTools = [
    search,
    aiSearch,
    fetchTool,
    createPages,
    updatePage,
    movePages,
    duplicatePage,
    createDatabase,
    updateDataSource,
    createView,
    updateView,
    queryDataSources,
    queryMultipleDataSources,
    queryMeetingNotes,
    createComment,
    getComments,
    getTeams,
    getUsers,
    getAsyncTask,
    ...listPages,
    createFileUpload,
    createAttachment,
    downloadAttachment,
    ...unavailableTools,
    getToolAccess,
];
