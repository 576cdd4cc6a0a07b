import type { SettingSchema } from './setting-schema.js';

/**
 * One setting: its environment variable and, unless it is a secret, its command line option. Secrets have no option
 * because other users of a machine can read the command line of a process. The help text and docs/configuration.md are
 * made from this.
 */
export interface Setting {
  readonly variable: string;
  readonly option?: string;
  /** The option alone, without a value, means `true`. */
  readonly isSwitch?: true;
  /** Placeholder of the value in the help text. */
  readonly value: string;
  readonly help: string;
  /** Validates and parses the text; its description says which values are valid. */
  readonly schema: SettingSchema<unknown>;
  /** The default, as text. */
  readonly defaultValue?: string;
}
