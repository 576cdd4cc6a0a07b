import { join } from 'node:path';
import type { StorageSettings } from '../../config/settings/storage-settings.js';

/** Below the data folder: a folder of its own, so that it can be deleted, or left out of a backup. */
const FOLDER = 'search-index';

/** Where indexes in files are. */
export function indexFolder({ folder }: Pick<StorageSettings, 'folder'>): string {
  return join(folder, FOLDER);
}
