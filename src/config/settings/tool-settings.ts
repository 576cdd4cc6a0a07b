import type { ToolSettings } from '../../toolsets.js';
import type { SettingReader } from './setting-reader.js';

/** Which tools are served, and what a call of them may spend. */
export interface ServedToolSettings extends ToolSettings {
  /** Most requests for what makes an answer nicer: names, paths, the ends of long lists. */
  readonly extraRequests: number;
}

/** Reads them. Which names exist is known to the catalogue, which checks them when a command starts. */
export function toolSettings(read: SettingReader): ServedToolSettings {
  return Object.freeze({
    toolsets: Object.freeze(read('toolsets')),
    tools: frozen(read('tools')),
    excludeTools: frozen(read('excludeTools')),
    readOnly: read('readOnly'),
    extraRequests: read('maxLookupsPerCall'),
  });
}

function frozen(names: readonly string[] | undefined): readonly string[] | undefined {
  return names && Object.freeze(names);
}
