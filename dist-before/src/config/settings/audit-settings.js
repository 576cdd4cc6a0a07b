import { CHECKPOINT_DIGITS } from '../../audit/chain.js';
import { timeSetting } from '../duration.js';
import { settingText, toggle } from '../setting-values.js';
const MAX_DAYS = 36_500;
const DAYS = `a whole number of days from 1 to ${MAX_DAYS}, or forever`;
const auditDays = settingText
    .transform((text) => (text.trim().toLowerCase() === 'forever' ? undefined : wholeNumber(text)))
    .refine((days) => days === undefined || (days >= 1 && days <= MAX_DAYS), `must be ${DAYS}`)
    .describe(DAYS);
const FAILURE = 'open (keep serving) or closed (refuse what cannot be recorded)';
const FAILURES = ['open', 'closed'];
const auditFailure = settingText
    .transform((text) => text.trim().toLowerCase())
    .convert((text) => FAILURES.find((failure) => failure === text), `must be ${FAILURE}`)
    .describe(FAILURE);
const CHECKPOINT = 'a checkpoint as audit verify prints it, such as 128:3f0c…';
const auditCheckpoint = settingText
    .transform((text) => checkpointOf(text))
    .refine((checkpoint) => checkpoint.sequence > 0, `must be ${CHECKPOINT}`)
    .describe(CHECKPOINT);
/** The settings of the audit log. */
export const auditSettings = {
    auditReads: {
        variable: 'AUDIT_READS',
        option: 'audit-reads',
        isSwitch: true,
        value: '<true|false>',
        help: 'record in the audit log which page or database each tool call named',
        schema: toggle,
        // One entry for each call: worth its space only where reads must be accounted for.
        defaultValue: 'false',
    },
    auditDays: {
        variable: 'AUDIT_DAYS',
        option: 'audit-days',
        value: '<number>',
        help: 'days to keep audit log entries, or forever',
        schema: auditDays,
        defaultValue: '365',
    },
    auditFailure: {
        variable: 'AUDIT_FAILURE',
        option: 'audit-failure',
        value: '<open|closed>',
        help: 'whether serve keeps serving while the audit log cannot be written',
        schema: auditFailure,
        // The log serves later reviews, and calls are needed now. Entries that could not be written are counted and
        // reported.
        defaultValue: 'open',
    },
    auditSince: {
        variable: 'AUDIT_SINCE',
        option: 'since',
        value: '<time>',
        help: 'start of audit export',
        schema: timeSetting,
    },
    auditCheckpoint: {
        variable: 'AUDIT_CHECKPOINT',
        option: 'checkpoint',
        value: '<checkpoint>',
        help: 'checkpoint for audit verify to compare with, from an earlier audit verify or the log of serve',
        schema: auditCheckpoint,
    },
};
export function readAuditSettings(read) {
    return Object.freeze({
        reads: read('auditReads'),
        days: read('auditDays'),
        failure: read('auditFailure'),
    });
}
function wholeNumber(text) {
    return /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
}
function checkpointOf(text) {
    const [, sequence = '0', hash = ''] = /^(\d{1,15}):([0-9a-f]{1,64})$/.exec(text.trim().toLowerCase()) ?? [];
    // A shorter one would prove less.
    return hash.length < CHECKPOINT_DIGITS ? { sequence: 0, hash: '' } : { sequence: Number(sequence), hash };
}
