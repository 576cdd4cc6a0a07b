import { ConfigError } from '../config-error.js';
import { listOf, mustBe, settingText, toggle } from '../setting-values.js';
const AUTHORS = 'members, bots, e-mail addresses, domains such as @example.com or user ids, separated by commas';
const EMAIL = /^[^\s@,]{1,64}@[a-z\d.-]{1,253}$/;
const USER_ID = /^(?:user:\/\/)?([\da-f]{8})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{12})$/;
const DOMAIN = /^@(?:[a-z\d-]{1,63}\.)+[a-z\d-]{2,63}$/;
/** The authors whose content may be read, as one rule. */
const authorList = settingText
    .transform(listOf)
    .refine((entries) => entries.length > 0 && entries.every(isEntry), mustBe(AUTHORS))
    .transform(toRule)
    .describe(AUTHORS);
/** Settings that leave out content by outsiders. */
export const lockdownSettings = {
    lockdown: {
        variable: 'LOCKDOWN',
        option: 'lockdown',
        isSwitch: true,
        value: '<true|false>',
        help: 'leave out, and count, content created or last edited by people outside LOCKDOWN_ALLOW',
        schema: toggle,
        defaultValue: 'false',
    },
    lockdownAllow: {
        variable: 'LOCKDOWN_ALLOW',
        option: 'lockdown-allow',
        value: '<authors>',
        help: 'authors whose pages, blocks and comments are read in lockdown; members, without guests, if not set',
        schema: authorList,
    },
};
/** All members and nobody else. */
const MEMBERS_ONLY = toRule(['members']);
/** The rule; undefined if everyone's content is read. Throws `ConfigError`. */
export function lockdownRule(isOn, allowed) {
    if (!isOn && allowed !== undefined) {
        // The operator who wrote the list expects it to apply.
        throw new ConfigError('LOCKDOWN_ALLOW is set, but LOCKDOWN is not true. Set LOCKDOWN to true, or remove the list.');
    }
    return isOn ? (allowed ?? MEMBERS_ONLY) : undefined;
}
function isEntry(entry) {
    return (entry === 'members' ||
        entry === 'bots' ||
        EMAIL.test(entry) ||
        DOMAIN.test(entry) ||
        idOf(entry) !== undefined);
}
function toRule(entries) {
    return Object.freeze({
        members: entries.includes('members'),
        bots: entries.includes('bots'),
        emails: new Set(entries.filter((entry) => EMAIL.test(entry))),
        domains: new Set(entries.filter((entry) => DOMAIN.test(entry)).map((entry) => entry.slice(1))),
        ids: new Set(entries.flatMap((entry) => idOf(entry) ?? [])),
    });
}
/** As Notion's API writes it. */
function idOf(entry) {
    const [, ...parts] = USER_ID.exec(entry) ?? [];
    return parts.length === 0 ? undefined : parts.join('-');
}
