/** Width of the longest status and of the longest name of a check. */
const STATUS_WIDTH = 6;
const CHECK_WIDTH = 15;
/** A finding for a person: one line, with the remedy below it. */
export function findingText({ check, status, message, advice }) {
    const indent = ' '.repeat(STATUS_WIDTH + CHECK_WIDTH);
    return `${status.padEnd(STATUS_WIDTH)}${check.padEnd(CHECK_WIDTH)}${message}\n${advice === undefined ? '' : `${indent}→ ${advice}\n`}`;
}
/** All findings for a program. */
export function reportJson(version, findings) {
    return `${JSON.stringify({ version, ok: failures(findings) === 0, findings }, undefined, 2)}\n`;
}
/** The last line for a person. */
export function summary(findings) {
    const failed = failures(findings);
    const warned = findings.filter(({ status }) => status === 'warn').length;
    if (failed + warned === 0) {
        return 'Everything works.';
    }
    const parts = [
        ...(failed > 0 ? [failed === 1 ? '1 check failed' : `${failed} checks failed`] : []),
        ...(warned > 0 ? [warned === 1 ? '1 warning' : `${warned} warnings`] : []),
    ];
    return `${parts.join(', ')}.`;
}
/** Number of findings that make the command fail. */
export function failures(findings) {
    return findings.filter(({ status }) => status === 'fail').length;
}
