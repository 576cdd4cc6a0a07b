// What every server is asked to change, in the order of the table.
import { manyBlocks } from './tasks/many-blocks.js';
import { properties } from './tasks/properties.js';
import { rowByNames } from './tasks/row-by-names.js';
import type { WriteTask } from './write-task.js';

export const writeTasks: readonly WriteTask[] = [rowByNames, properties, manyBlocks];
