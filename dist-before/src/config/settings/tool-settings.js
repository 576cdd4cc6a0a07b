import { writesOf } from './write-settings.js';
/** Reads them. The catalogue validates the names when a command starts. */
export function toolSettings(read) {
    return Object.freeze({
        toolsets: Object.freeze(read('toolsets')),
        tools: frozen(read('tools')),
        excludeTools: frozen(read('excludeTools')),
        readOnly: read('readOnly') ?? writesOf(read) === undefined,
        extraRequests: read('maxLookupsPerCall'),
    });
}
function frozen(names) {
    return names && Object.freeze(names);
}
