import { ConfigError } from '../config-error.js';
/** Settings that were renamed. Their former names still work, and are in neither the help text nor `.env.example`. */
export const formerNames = {
    maxConcurrentCallsPerSpace: { variable: 'CALLS_PER_SPACE', option: 'calls-per-space' },
    maxConcurrentCalls: { variable: 'CALLS_AT_ONCE', option: 'calls-at-once' },
    maxLookupsPerCall: { variable: 'EXTRA_REQUESTS_PER_CALL', option: 'extra-requests-per-call' },
};
/** `formerNames` as a list. */
export const formerNameList = Object.entries(formerNames) // Object.entries widens the keys to string; the object above is exact
    .map(([name, former]) => [name, former]);
/**
 * The text of a setting in a source, and the name under which it is set. Throws `ConfigError` if it is set under both
 * names to different values, because either may be intended.
 */
export function textFrom({ current, former }, name, names, onFormerName) {
    const text = current[name];
    const formerText = former[name];
    if (formerText === undefined) {
        return text === undefined ? undefined : { text, source: names.current };
    }
    if (text !== undefined && text !== formerText) {
        throw new ConfigError(`${names.current} and ${names.former}, its former name, are set to different values. Remove ${names.former}.`);
    }
    onFormerName(names.former, names.current);
    return text === undefined ? { text: formerText, source: names.former } : { text, source: names.current };
}
