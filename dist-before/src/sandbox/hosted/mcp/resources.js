import { CallRefused } from '../tools/call.js';
import { documents } from '../tools/fetch/documents.js';
/** The result of `resources/list`. */
export function resourceList() {
    return { resources: documents.map(({ name, uri }) => ({ name, uri, mimeType: 'text/markdown' })) };
}
/** The result of `resources/read`. */
export function readResource(uri) {
    const document = documents.find((each) => each.uri === uri);
    if (document === undefined) {
        throw new CallRefused(`Resource ${String(uri)} not found`);
    }
    return { contents: [{ uri: document.uri, mimeType: 'text/markdown', text: document.text }] };
}
