import type { Route } from '../route.js';
import { appendBlocks } from './blocks/append-blocks.js';
import { deleteBlock, updateBlock } from './blocks/update-block.js';
import { updateMarkdown } from './markdown/update-markdown.js';
import { createPage } from './pages/create-page.js';
import { movePage } from './pages/move-page.js';
import { updatePage } from './pages/update-page.js';
import { retrieveTask } from './tasks/tasks.js';

/** Every endpoint that changes something. */
export const writeRoutes: readonly Route[] = [
  { endpoint: 'POST /v1/pages', needs: 'insert_content', answer: createPage },
  { endpoint: 'PATCH /v1/pages/{page_id}', needs: 'update_content', answer: updatePage },
  { endpoint: 'POST /v1/pages/{page_id}/move', needs: 'update_content', answer: movePage },
  { endpoint: 'PATCH /v1/pages/{page_id}/markdown', needs: 'update_content', answer: updateMarkdown },
  { endpoint: 'GET /v1/async_tasks/{task_id}', answer: retrieveTask },
  { endpoint: 'PATCH /v1/blocks/{block_id}', needs: 'update_content', answer: updateBlock },
  { endpoint: 'DELETE /v1/blocks/{block_id}', needs: 'update_content', answer: deleteBlock },
  { endpoint: 'PATCH /v1/blocks/{block_id}/children', needs: 'insert_content', answer: appendBlocks },
];
