import { appendBlocks } from './blocks/append-blocks.js';
import { deleteBlock, updateBlock } from './blocks/update-block.js';
import { createComment, deleteComment, retrieveComment, updateComment } from './comments/comments.js';
import { createDatabase, updateDatabase } from './databases/databases.js';
import { createDataSource, listTemplates, updateDataSource } from './databases/data-sources.js';
import { updateMarkdown } from './markdown/update-markdown.js';
import { createPage } from './pages/create-page.js';
import { movePage } from './pages/move-page.js';
import { updatePage } from './pages/update-page.js';
import { retrieveTask } from './tasks/tasks.js';
import { completeUpload, createUpload, listUploads, retrieveUpload, sendUpload } from './uploads/uploads.js';
import { createView, deleteView, updateView } from './views/views.js';
/** Every endpoint that changes something. */
export const writeRoutes = [
    { endpoint: 'POST /v1/pages', needs: 'insert_content', answer: createPage },
    { endpoint: 'PATCH /v1/pages/{page_id}', needs: 'update_content', answer: updatePage },
    { endpoint: 'POST /v1/pages/{page_id}/move', needs: 'update_content', answer: movePage },
    { endpoint: 'PATCH /v1/pages/{page_id}/markdown', needs: 'update_content', answer: updateMarkdown },
    { endpoint: 'GET /v1/async_tasks/{task_id}', answer: retrieveTask },
    { endpoint: 'PATCH /v1/blocks/{block_id}', needs: 'update_content', answer: updateBlock },
    { endpoint: 'DELETE /v1/blocks/{block_id}', needs: 'update_content', answer: deleteBlock },
    { endpoint: 'PATCH /v1/blocks/{block_id}/children', needs: 'insert_content', answer: appendBlocks },
    { endpoint: 'POST /v1/comments', needs: 'insert_comments', answer: createComment },
    { endpoint: 'GET /v1/comments/{comment_id}', needs: 'read_comments', answer: retrieveComment },
    { endpoint: 'PATCH /v1/comments/{comment_id}', needs: 'insert_comments', answer: updateComment },
    { endpoint: 'DELETE /v1/comments/{comment_id}', needs: 'insert_comments', answer: deleteComment },
    { endpoint: 'POST /v1/databases', needs: 'insert_content', answer: createDatabase },
    { endpoint: 'PATCH /v1/databases/{database_id}', needs: 'update_content', answer: updateDatabase },
    { endpoint: 'POST /v1/data_sources', needs: 'insert_content', answer: createDataSource },
    { endpoint: 'PATCH /v1/data_sources/{data_source_id}', needs: 'update_content', answer: updateDataSource },
    { endpoint: 'GET /v1/data_sources/{data_source_id}/templates', answer: listTemplates },
    { endpoint: 'POST /v1/views', needs: 'insert_content', answer: createView },
    { endpoint: 'PATCH /v1/views/{view_id}', needs: 'update_content', answer: updateView },
    { endpoint: 'DELETE /v1/views/{view_id}', needs: 'update_content', answer: deleteView },
    { endpoint: 'GET /v1/file_uploads', answer: listUploads },
    { endpoint: 'POST /v1/file_uploads', needs: 'insert_content', answer: createUpload },
    { endpoint: 'GET /v1/file_uploads/{file_upload_id}', answer: retrieveUpload },
    { endpoint: 'POST /v1/file_uploads/{file_upload_id}/send', needs: 'insert_content', answer: sendUpload },
    {
        endpoint: 'POST /v1/file_uploads/{file_upload_id}/complete',
        needs: 'insert_content',
        answer: completeUpload,
    },
];
