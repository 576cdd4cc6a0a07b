import type { Setting } from '../setting.js';
import { exactNames, settingText } from '../setting-values.js';
import { rootIds } from './roots-settings.js';
import type { SettingReader } from './setting-reader.js';

/** How a server makes changes: `propose` shows what would change and changes nothing. */
type WriteMode = 'propose' | 'on';

/** What a server may change. */
export interface WriteSettings {
  readonly mode: WriteMode;
  /** Pages and databases below which it may write; everything that is shared with the connection if absent. */
  readonly roots: readonly string[] | undefined;
  /** Names of the properties that may get values or be changed; all if absent. */
  readonly properties?: readonly string[] | undefined;
  /** Folder of this machine from which files may be uploaded; clients over stdio only. */
  readonly uploadRoot?: string | undefined;
}

const MODES = 'off, propose or on';

const writeMode = settingText
  .transform((text) => text.toLowerCase())
  .refine((text) => /^(?:off|false|propose|on|true)$/.test(text), `must be ${MODES}`)
  .transform((text): WriteMode | undefined => {
    switch (text) {
      case 'propose':
        return 'propose';
      case 'on':
      case 'true':
        return 'on';
      default:
        return undefined;
    }
  })
  .describe(MODES);

/** Who may change what. Apps and keys need the right to write besides. */
export const writeSettings = {
  writeMode: {
    variable: 'WRITE_MODE',
    option: 'write',
    isSwitch: true,
    value: '<off|propose|on>',
    help: 'whether the tools that make changes are served; propose only shows what they would change; --write alone means on',
    schema: writeMode,
    defaultValue: 'off',
  },
  writeRoots: {
    variable: 'WRITE_ROOTS',
    option: 'write-roots',
    value: '<pages>',
    help: 'pages and databases below which changes are allowed; everything shared with the connection if not set',
    schema: rootIds,
  },
  writeProperties: {
    variable: 'WRITE_PROPERTIES',
    option: 'write-properties',
    value: '<names>',
    help: 'properties whose values may be set and changed, by their exact names; icon, cover and lock are names too; all if not set',
    schema: exactNames,
  },
  uploadRoot: {
    variable: 'UPLOAD_ROOT',
    option: 'upload-root',
    value: '<folder>',
    help: 'folder from which clients over stdio may upload files, with everything below it; none if not set',
    schema: settingText.describe('a folder of this machine'),
  },
} as const satisfies Record<string, Setting>;

/** Undefined for a server that changes nothing. */
export function writesOf(read: SettingReader): WriteSettings | undefined {
  const mode = read('writeMode');
  const roots = read('writeRoots');
  const properties = read('writeProperties');
  const readOnly = read('readOnly') === true;
  return mode === undefined || readOnly
    ? undefined
    : Object.freeze({ mode, roots, properties, uploadRoot: read('uploadRoot') });
}
