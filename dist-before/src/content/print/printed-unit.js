/** The unit's lines with what surrounds it. */
export function unitText(unit) {
    return prefixed([...unit.open, ...unit.body, ...unit.close], unit.containers);
}
/** Puts the signs of the containers before each line. */
export function prefixed(lines, containers) {
    if (containers.length === 0) {
        return lines.join('\n');
    }
    const prefix = containers.map((container) => container.prefix).join('');
    // A line of a unit may hold a line break of its own when a title contains one.
    return lines
        .join('\n')
        .split('\n')
        .map((line) => (line === '' ? prefix.trimEnd() : prefix + line))
        .join('\n');
}
/** The separator between two consecutive units. */
export function separator(before, after) {
    if (before.group !== 'none' && before.group === after.group && sameQuote(before, after)) {
        return '\n';
    }
    const blank = sharedContainers([before, after])
        .map((container) => container.prefix)
        .join('')
        .trimEnd();
    return `\n${blank}\n`;
}
// An item inside a quote and one outside are no neighbours of one list.
function sameQuote(before, after) {
    if (before.containers.length === 0 && after.containers.length === 0) {
        return true;
    }
    const quotes = (unit) => unit.containers.filter((container) => container.stub === '');
    const [one, other] = [quotes(before), quotes(after)];
    return one.length === other.length && one.every((quote, at) => quote === other[at]);
}
/** The containers that all units share, outermost first. */
export function sharedContainers(units) {
    const [first, ...rest] = units;
    const containers = first?.containers ?? [];
    let length = containers.length;
    for (const unit of rest) {
        let same = 0;
        while (same < length && unit.containers[same] === containers[same]) {
            same += 1;
        }
        length = same;
    }
    return containers.slice(0, length);
}
/** Units as one text. */
export function joinUnits(units) {
    let text = '';
    let previous;
    for (const unit of units) {
        text += (previous === undefined ? '' : separator(previous, unit)) + unitText(unit);
        previous = unit;
    }
    return text;
}
