import { blockRoutes } from './routes/blocks.js';
import { commentRoutes } from './routes/comments.js';
import { customEmojiRoutes } from './routes/custom-emojis.js';
import { dataSourceQueryRoutes } from './routes/data-source-query.js';
import { databaseRoutes } from './routes/databases.js';
import { pagePropertyRoutes } from './routes/page-properties.js';
import { pageRoutes } from './routes/pages.js';
import { searchRoutes } from './routes/search.js';
import { userRoutes } from './routes/users.js';
import { viewRoutes } from './routes/views.js';
import { writeRoutes } from './write/routes.js';
/** Every endpoint that the sandbox answers; anything else is an invalid request URL. */
export const allRoutes = [
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
    ...writeRoutes,
];
