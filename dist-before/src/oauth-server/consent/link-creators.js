import { parsePersonId } from '../../ids.js';
/** Before the id of an app, in the name of an actor. */
const APP_PREFIX = 'app ';
/** Who made a connect link: a service key, or an app acting for its user. */
export async function findLinkCreator({ keyBehind, grants }, { by, continues }) {
    if (continues?.kind === 'call') {
        const personId = parsePersonId(continues.personId);
        const grant = personId && (await grants.find(personId, continues.clientId));
        return grant === undefined
            ? { kind: 'unknown' }
            : { kind: 'app', name: grant.clientName, redirectUri: grant.redirectUri };
    }
    const key = await keyBehind(by);
    return key === undefined ? { kind: 'unknown' } : { kind: 'key', ...key };
}
/** Names an actor of the journal: an app as it names itself, a key by its label. */
export async function nameOfActor({ keyBehind, grants }, personId, actor) {
    if (actor.startsWith(APP_PREFIX)) {
        const clientId = actor.slice(APP_PREFIX.length);
        return (await grants.find(personId, clientId))?.clientName ?? clientId;
    }
    const key = await keyBehind(actor);
    return key && `service key ${key.label ?? key.id}`;
}
