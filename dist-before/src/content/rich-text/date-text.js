const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
/** A date as a person writes it: `2026-03-04`, `2026-03-04 09:30 +02:00`, `2026-03-04 09:30 (Europe/Berlin)`, ranges with `→`. */
export function renderDate(start, end = '', timeZone = '') {
    const from = moment(start, timeZone);
    return end === '' ? from : `${from} → ${moment(end, timeZone)}`;
}
function moment(text, timeZone) {
    const [, date, time, offset = ''] = MOMENT.exec(text.trim()) ?? [];
    if (date === undefined || time === undefined) {
        return date ?? text;
    }
    const zone = timeZone === '' ? offset.replace(/^(?:Z|[+-]00:?00)$/, 'UTC') : `(${timeZone})`;
    return [date, time, zone].filter((part) => part !== '').join(' ');
}
