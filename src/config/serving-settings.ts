import type { LogLevel } from '../telemetry/log/log.js';
import type { LockdownRule } from '../notion/client/lockdown.js';
import { lockdownRule } from './settings/lockdown-settings.js';
import type { RedisSettings } from './settings/redis-settings.js';
import { searchIndexOf, type SearchIndexSettings } from './settings/search-index-settings.js';
import type { SettingReader } from './settings/setting-reader.js';
import { toolSettings, type ServedToolSettings } from './settings/tool-settings.js';
import { writesOf, type WriteSettings } from './settings/write-settings.js';

export interface Common {
  /** Address of the REST API without `/v1`; the official one if absent. */
  readonly apiUrl: string | undefined;
  readonly logLevel: LogLevel;
}

/** What all commands that serve tools have in common. */
export interface Serving extends Common {
  readonly callDeadlineMilliseconds: number;
  /** Requests per minute that Notion allows each connection. */
  readonly requestsPerMinute: number;
  /** Store of the limits that several processes share; absent if each has its own. */
  readonly redis?: RedisSettings | undefined;
  /** Seconds that the event loop may block before the process is ended; 0 for unlimited. */
  readonly watchdogSeconds: number;
  /** Tool calls that may run at once. */
  readonly callLimits: { readonly perSpace: number; readonly overall: number };
  readonly tools: ServedToolSettings;
  /** What may be changed; undefined for nothing. */
  readonly writes: WriteSettings | undefined;
  /** Authors whose content is read from workspaces; everyone if absent. */
  readonly lockdown: LockdownRule | undefined;
  /** How texts are indexed; undefined where they are not. */
  readonly searchIndex: SearchIndexSettings | undefined;
}

export function servingSettings(read: SettingReader): Omit<Serving, keyof Common> {
  return {
    callDeadlineMilliseconds: read('callDeadline') * 1000,
    requestsPerMinute: read('requestsPerMinute'),
    watchdogSeconds: read('watchdogSeconds'),
    callLimits: Object.freeze({
      perSpace: read('maxConcurrentCallsPerSpace'),
      overall: read('maxConcurrentCalls'),
    }),
    tools: toolSettings(read),
    writes: writesOf(read),
    lockdown: lockdownRule(read('lockdown'), read('lockdownAllow')),
    searchIndex: searchIndexOf(read),
  };
}
