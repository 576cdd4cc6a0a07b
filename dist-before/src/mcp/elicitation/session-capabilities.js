import { randomUUID } from 'node:crypto';
/** Kinds of questions a client supports, by their name in the session id. */
const CAPABILITIES_BY_NAME = {
    form: { elicitation: { form: {} } },
    url: { elicitation: { url: {} } },
    sampling: { sampling: {} },
    roots: { roots: {} },
};
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
/** The session id for a client; undefined for one that supports no questions, which needs none. */
export function encodeSessionCapabilities({ elicitation, sampling, roots, }) {
    const abilities = {
        // The first version with questions supported forms only, without declaring it.
        form: elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined),
        url: elicitation?.url !== undefined,
        sampling: sampling !== undefined,
        roots: roots !== undefined,
    };
    const names = Object.entries(abilities).flatMap(([name, isThere]) => (isThere ? [name] : []));
    return names.length === 0 ? undefined : [randomUUID(), ...names].join('.');
}
/** Undefined for anything else, such as a session id of another server. */
export function decodeSessionCapabilities(header) {
    const [id = '', ...names] = header?.split('.', 1 + Object.keys(CAPABILITIES_BY_NAME).length) ?? [];
    if (!UUID.test(id) || names.length === 0 || !names.every(isCapabilityName)) {
        return undefined;
    }
    const capabilities = {};
    for (const name of names) {
        const { elicitation, ...others } = CAPABILITIES_BY_NAME[name];
        Object.assign(capabilities, others);
        if (elicitation !== undefined) {
            capabilities.elicitation = { ...capabilities.elicitation, ...elicitation };
        }
    }
    return { id, capabilities };
}
function isCapabilityName(name) {
    return Object.hasOwn(CAPABILITIES_BY_NAME, name);
}
