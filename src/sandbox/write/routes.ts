import type { Route } from '../route.js';
import { appendBlocks } from './blocks/append-blocks.js';
import { createPage } from './pages/create-page.js';
import { updatePage } from './pages/update-page.js';

/** Every endpoint that changes something. */
export const writeRoutes: readonly Route[] = [
  { endpoint: 'POST /v1/pages', needs: 'insert_content', answer: createPage },
  { endpoint: 'PATCH /v1/pages/{page_id}', needs: 'update_content', answer: updatePage },
  { endpoint: 'PATCH /v1/blocks/{block_id}/children', needs: 'insert_content', answer: appendBlocks },
];
