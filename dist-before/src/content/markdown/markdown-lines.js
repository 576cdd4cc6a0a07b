/** Starts at the first line. */
export function readLines(markdown) {
    const lines = markdown.split(/\r?\n/);
    const missing = new Set();
    let fences;
    let position = 0;
    // Every reader of blocks looks at the line, on every level of nesting that ends with it.
    let peeked;
    const peek = () => {
        while (position < lines.length && lines[position]?.trim() === '') {
            position += 1;
        }
        if (peeked?.position !== position) {
            const raw = lines[position];
            peeked = { position, line: raw === undefined ? undefined : lineOf(raw) };
        }
        return peeked.line;
    };
    const takeTo = (end, including) => {
        const taken = lines.slice(position, including ? end + 1 : end);
        position = end + 1;
        return taken;
    };
    return {
        peek,
        take() {
            const line = peek();
            position += 1;
            return line;
        },
        takeRaw() {
            position += 1;
            return lines[position - 1];
        },
        takeUntil(what, ends, including = false) {
            let end = missing.has(what) ? lines.length : position;
            while (end < lines.length && !ends(lines[end] ?? '')) {
                end += 1;
            }
            if (end >= lines.length) {
                missing.add(what);
                return undefined;
            }
            return takeTo(end, including);
        },
        takeUntilFence(fence, depth) {
            fences ??= indexFences(lines);
            const end = fences.end(fence, depth, position);
            return end === undefined ? undefined : takeTo(end, false);
        },
    };
}
/** There may be as many kinds of fences as there are lengths and depths, so they are not searched for one by one. */
export function indexFences(lines) {
    const places = new Map();
    const add = (written, at) => {
        const known = places.get(written);
        if (known === undefined) {
            places.set(written, { at: [at], passed: 0 });
        }
        else {
            known.at.push(at);
        }
    };
    lines.forEach((raw, at) => {
        if (/^\s*(?:`{3,}|~{3,})\s*$/.test(raw)) {
            add(raw.trimEnd(), at);
            add(`any ${raw.trim()}`, at);
        }
    });
    const next = (written, position) => {
        const found = places.get(written) ?? { at: [], passed: 0 };
        while ((found.at[found.passed] ?? position) < position) {
            found.passed += 1;
        }
        return found.at[found.passed];
    };
    return {
        end: (fence, depth, position) => next('\t'.repeat(depth) + fence, position) ?? next(`any ${fence}`, position),
    };
}
function lineOf(raw) {
    const tabs = /^\t*/.exec(raw)?.[0].length ?? 0;
    const rest = raw.slice(tabs);
    // Version 2 of the format nests lists by spaces instead.
    const spaces = /^( {2,})(?:[-*+]|\d{1,9}[.)])\s/.exec(rest)?.[1]?.length ?? 0;
    return { depth: tabs + Math.floor(spaces / 2), text: spaces === 0 ? rest : rest.slice(spaces) };
}
