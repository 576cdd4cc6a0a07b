/** A UUID with or without dashes, in the form in which the REST API's token endpoint gives them; undefined for others. */
export function uuidOf(text) {
    const hex = text.replaceAll('-', '').toLowerCase();
    return /^[0-9a-f]{32}$/.test(hex)
        ? [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
        : undefined;
}
