import { ConfigError } from '../config-error.js';
import type { SettingName, SettingTexts } from './settings.js';

/** A name that a setting had in an earlier release. */
interface FormerName {
  readonly variable: string;
  readonly option: string;
}

/** Settings that were renamed. Their former names still work, and are in neither the help text nor `.env.example`. */
export const formerNames: Readonly<Partial<Record<SettingName, FormerName>>> = {
  maxConcurrentCallsPerSpace: { variable: 'CALLS_PER_SPACE', option: 'calls-per-space' },
  maxConcurrentCalls: { variable: 'CALLS_AT_ONCE', option: 'calls-at-once' },
  maxLookupsPerCall: { variable: 'EXTRA_REQUESTS_PER_CALL', option: 'extra-requests-per-call' },
};

/** `formerNames` as a list. */
export const formerNameList = (Object.entries(formerNames) as [SettingName, FormerName][]) // Object.entries widens the keys to string; the object above is exact
  .map(([name, former]) => [name, former] as const);

/** What one source, the command line or the environment, sets: current names and former ones. */
export interface SettingSource {
  readonly current: SettingTexts;
  readonly former: SettingTexts;
}

/** Called with the former name of a setting that was read under it, and its current name. */
export type FormerNameListener = (former: string, current: string) => void;

/**
 * The text of a setting in a source, and the name under which it is set. Throws `ConfigError` if it is set under both
 * names to different values, because either may be intended.
 */
export function textFrom(
  { current, former }: SettingSource,
  name: SettingName,
  names: { readonly current: string; readonly former: string },
  onFormerName: FormerNameListener,
): { readonly text: string; readonly source: string } | undefined {
  const text = current[name];
  const formerText = former[name];
  if (formerText === undefined) {
    return text === undefined ? undefined : { text, source: names.current };
  }
  if (text !== undefined && text !== formerText) {
    throw new ConfigError(
      `${names.current} and ${names.former}, its former name, are set to different values. Remove ${names.former}.`,
    );
  }
  onFormerName(names.former, names.current);
  return text === undefined ? { text: formerText, source: names.former } : { text, source: names.current };
}
