import { fetchTool } from './fetch/fetch.js';
import { getUsers } from './people/get-users.js';
import { search } from './search/search.js';
import type { AnyHostedTool } from './tool.js';

/** Every tool, in the order of the list. */
export const hostedTools: readonly AnyHostedTool[] = [search, fetchTool, getUsers];
