/** Names of text formats by the ending of a file's name. */
const TEXT_FORMATS = {
    csv: 'CSV',
    tsv: 'TSV',
    md: 'Markdown',
    json: 'JSON',
    html: 'HTML',
    htm: 'HTML',
    svg: 'SVG, as its source',
    xml: 'XML',
    yaml: 'YAML',
    yml: 'YAML',
};
/** What a file is called in an answer: `PNG image`, `CSV text`, `MP3 sound`. */
export function fileKind(type, name) {
    switch (type.kind) {
        case 'image':
            return `${type.mime.slice('image/'.length).toUpperCase()} image`;
        case 'pdf':
            return 'PDF';
        case 'text': {
            const format = TEXT_FORMATS[ending(name)];
            return format === undefined ? 'text' : `text (${format})`;
        }
        case 'other':
            return type.label === '' ? 'unknown format' : type.label;
    }
}
/** Whether a text is HTML: by its name, its stated type or its beginning. */
export function isHtml(bytes, name, contentType) {
    const beginning = Buffer.from(bytes.subarray(0, 200)).toString('latin1').trimStart().toLowerCase();
    return (['html', 'htm'].includes(ending(name)) ||
        contentType.toLowerCase().startsWith('text/html') ||
        beginning.startsWith('<!doctype html') ||
        beginning.startsWith('<html'));
}
/** `5 bytes`, `48 kB`, `1.4 MB`. */
export function fileSize(bytes) {
    if (bytes < 1000) {
        return `${bytes} bytes`;
    }
    return bytes < 999_500 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
function ending(name) {
    return /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}
