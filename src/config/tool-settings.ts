import type { ToolSettings } from '../toolsets.js';
import type { SettingReader } from './setting-reader.js';
import { nameList, toggle } from './setting-values.js';
import { STANDARD_TOOLSETS } from './settings.js';

/** Which tools are served. Which names exist is known to the catalogue, which checks them when a command starts. */
export function toolSettings(read: SettingReader): ToolSettings {
  return Object.freeze({
    toolsets: Object.freeze(read('toolsets', nameList, STANDARD_TOOLSETS)),
    tools: frozen(read('tools', nameList)),
    excludeTools: frozen(read('excludeTools', nameList)),
    readOnly: read('readOnly', toggle, 'true'),
  });
}

function frozen(names: readonly string[] | undefined): readonly string[] | undefined {
  return names && Object.freeze(names);
}
