import { readChangeLimits } from '../../access/change-limits.js';
import { readTools } from '../../access/key-rows.js';
import { readRoots } from '../../access/roots.js';
import { readSpaceId } from '../../ids.js';
/**
 * The caller and the space of a request, as passed along with it. A guard writes them once, after authentication; code
 * behind the guard never reads them from the request itself. The token is not kept, so it cannot leak from here.
 */
export function authInfoOf(caller, spaceId) {
    const extra = {
        spaceId,
        kind: caller.kind,
        ...(caller.roots === undefined ? {} : { roots: caller.roots }),
        ...(caller.changes === undefined ? {} : { changes: caller.changes }),
    };
    if (caller.kind === 'app') {
        return { token: '', clientId: caller.clientId, scopes: [...caller.scopes], extra };
    }
    const { id, scopes, tools, daily } = caller;
    return {
        token: '',
        clientId: id,
        scopes: scopes.map((scope) => `notion:${scope}`),
        extra: { ...extra, daily, ...(tools === undefined ? {} : { tools }) },
    };
}
/** Throws unless the guard wrote it: without a space and a caller nothing may be read. */
export function fixedCaller(auth) {
    const { spaceId: space, kind } = auth?.extra ?? {};
    const spaceId = typeof space === 'string' ? readSpaceId(space) : undefined;
    if (auth === undefined || spaceId === undefined) {
        throw new Error('A request reached the tools without a space.');
    }
    const { clientId, scopes } = auth;
    const kept = { ...rootsOf(auth), ...changesOf(auth) };
    switch (kind) {
        case 'key':
            return { spaceId, ...kept };
        case 'app':
            return { spaceId, ...kept, app: { kind, clientId, spaceId, scopes, ...kept } };
        default:
            throw new Error('A request reached the tools without a caller.');
    }
}
/** The space of the caller; undefined where callers have none (stdio, a single token). */
export function callerSpace(caller) {
    const space = caller?.extra?.['spaceId'];
    return typeof space === 'string' ? space : undefined;
}
/** The key under which a request counts against limits: its space; one common key if callers have no spaces. */
export function quotaKeyOf(caller) {
    return callerSpace(caller) ?? '';
}
/** Space and caller, for state that belongs to one caller only. */
export function identityOf(caller) {
    return [callerSpace(caller) ?? null, caller?.clientId ?? null];
}
export function isServiceKey(caller) {
    return caller?.extra?.['kind'] === 'key';
}
/** The tools that a key is limited to; undefined for all. Fails closed: a list that cannot be read must not become all. */
export function toolsOf({ extra }) {
    const stated = extra?.['tools'];
    if (stated === undefined) {
        return undefined;
    }
    const tools = readTools(stated);
    if (tools === undefined) {
        throw new Error('A request reached the tools with a choice of tools that cannot be read.');
    }
    return tools;
}
/** The limits of a caller's changes. Fails closed: limits that cannot be read must not become none. */
export function changesOf({ extra }) {
    const stated = extra?.['changes'];
    if (stated === undefined) {
        return {};
    }
    const changes = readChangeLimits(stated);
    if (changes === undefined) {
        throw new Error('A request reached the tools with limits of changes that cannot be read.');
    }
    return { changes };
}
/** Fails closed: roots that cannot be read must not become none. */
function rootsOf({ extra }) {
    const stated = extra?.['roots'];
    if (stated === undefined) {
        return {};
    }
    const roots = readRoots(stated);
    if (roots === undefined) {
        throw new Error('A request reached the tools with roots that cannot be read.');
    }
    return { roots };
}
