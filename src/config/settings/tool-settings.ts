import type { ToolSettings } from '../../toolsets.js';
import type { SettingReader } from './setting-reader.js';
import { writesOf } from './write-settings.js';

/** Which tools are served, and how many requests a call may spend. */
export interface ServedToolSettings extends ToolSettings {
  /** Maximum requests for optional parts of an answer: names, paths, the rest of long lists. */
  readonly extraRequests: number;
  /** In which words for days are meant, such as "tomorrow"; unknown if absent. */
  readonly timeZone?: string | undefined;
}

/** Reads them. The catalogue validates the names when a command starts. */
export function toolSettings(read: SettingReader): ServedToolSettings {
  return Object.freeze({
    toolsets: Object.freeze(read('toolsets')),
    tools: frozen(read('tools')),
    excludeTools: frozen(read('excludeTools')),
    readOnly: read('readOnly') ?? writesOf(read) === undefined,
    extraRequests: read('maxLookupsPerCall'),
    timeZone: read('timeZone'),
  });
}

function frozen(names: readonly string[] | undefined): readonly string[] | undefined {
  return names && Object.freeze(names);
}
