import type { Route } from '../route.js';
import { blockRoutes } from './blocks.js';
import { commentRoutes } from './comments.js';
import { customEmojiRoutes } from './custom-emojis.js';
import { dataSourceQueryRoutes } from './data-source-query.js';
import { databaseRoutes } from './databases.js';
import { pagePropertyRoutes } from './page-properties.js';
import { pageRoutes } from './pages.js';
import { searchRoutes } from './search.js';
import { userRoutes } from './users.js';
import { viewRoutes } from './views.js';

/** Every endpoint that the sandbox answers; anything else is an invalid request URL. */
export const allRoutes: readonly Route[] = [
  ...searchRoutes,
  ...pageRoutes,
  ...pagePropertyRoutes,
  ...databaseRoutes,
  ...dataSourceQueryRoutes,
  ...viewRoutes,
  ...blockRoutes,
  ...userRoutes,
  ...commentRoutes,
  ...customEmojiRoutes,
];
