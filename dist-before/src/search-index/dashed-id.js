/** An id of Notion's, with or without dashes, as it is written with dashes; undefined for what is none. */
export function dashedId(reference) {
    const hex = reference.trim().toLowerCase().replaceAll('-', '');
    return /^[\da-f]{32}$/.test(hex)
        ? [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
        : undefined;
}
