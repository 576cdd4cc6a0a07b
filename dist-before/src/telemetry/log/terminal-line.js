/**
 * Formats a JSON log line for a person: `12:03:44 info  serving … port=3000`. Escapes control characters, so that text
 * cannot control the terminal.
 */
export function terminalLine(line) {
    const { level, time, msg, ...fields } = JSON.parse(line);
    const facts = Object.entries(fields).map(([name, value]) => `${name}=${plain(value)}`);
    const clock = String(time).slice(11, 19);
    return `${visible([clock, String(level).padEnd(5), String(msg), ...facts].join(' '))}\n`;
}
function plain(value) {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return /^[\w.:/-]+$/.test(text) ? text : JSON.stringify(text);
}
/** Escapes control characters and those that change the direction of text. */
function visible(text) {
    return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
