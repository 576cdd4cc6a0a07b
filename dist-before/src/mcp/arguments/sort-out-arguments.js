import { foldName } from '../../text/fold-name.js';
import { isRecord } from '../../text/json.js';
import { isCallersOwn, isPrivateName, misspeltArgument, otherNames } from './argument-names.js';
import { isBlank } from './blank-value.js';
import { readJsonText } from './json-text.js';
/** Objects around the arguments; more than two have not been seen. */
const MAX_WRAPPERS = 3;
/**
 * Finds the tool's arguments in what a call was given: clients add values of their own, wrap the arguments in an object or
 * its JSON text, and models use the names of other servers.
 */
export function sortOutArguments(given, schema) {
    if (!isRecord(given)) {
        return { known: given, renamed: [], refused: [], ignored: [] };
    }
    return sortOut(given, schema, MAX_WRAPPERS);
}
function sortOut(given, schema, wrappers) {
    const declared = Object.keys(schema.properties ?? {});
    if (Object.keys(given).every((name) => declared.includes(name))) {
        return { known: given, renamed: [], refused: [], ignored: [] };
    }
    const known = new Map(Object.entries(given).filter(([name]) => declared.includes(name)));
    const others = new Map(Object.entries(given).filter(([name]) => !declared.includes(name)));
    const inside = wrappers === 0 ? [] : takeWrapped(known, others, schema);
    const renamed = takeRenamed(known, others, declared);
    const inner = inside.map((wrapped) => sortOut(wrapped, schema, wrappers - 1));
    for (const [name, value] of inner.flatMap((part) => Object.entries(part.known))) {
        if (isBlank(known.get(name))) {
            known.set(name, value);
        }
    }
    const left = [...others].map(([name, value]) => {
        const argument = isBlank(value) ? undefined : misspeltArgument(name, declared);
        return { name, argument, isRefused: argument !== undefined || (!isBlank(value) && isCallersOwn(name)) };
    });
    return {
        known: Object.fromEntries(known),
        renamed: [...renamed, ...inner.flatMap((part) => part.renamed)],
        refused: [
            ...left.flatMap(({ name, argument, isRefused }) => (isRefused ? [[name, argument]] : [])),
            ...inner.flatMap((part) => part.refused),
        ],
        ignored: [
            ...left.flatMap(({ name, isRefused }) => (isRefused ? [] : [name])),
            ...inner.flatMap((part) => part.ignored),
        ],
    };
}
/** Takes the objects that hold arguments out of `others`. */
function takeWrapped(known, others, schema) {
    const isAlone = [...known.values()].every((value) => isBlank(value));
    return [...others].flatMap(([name, value]) => {
        const wrapped = objectIn(value);
        if (wrapped === undefined || isPrivateName(name) || !isWrapper(wrapped, schema, isAlone)) {
            return [];
        }
        others.delete(name);
        return [wrapped];
    });
}
/** The object that a value is, also as JSON text or alone in a list. */
function objectIn(value) {
    const read = typeof value === 'string' ? readJsonText(value) : value;
    const only = Array.isArray(read) && read.length === 1 ? read[0] : read;
    return isRecord(only) ? only : undefined;
}
/** An object of arguments; where the call has arguments outside, of nothing else, and by their own names. */
function isWrapper(wrapped, schema, isAlone) {
    const declared = Object.keys(schema.properties ?? {});
    const required = isAlone ? (schema.required ?? []) : [];
    const names = new Set([...declared, ...required.flatMap((argument) => otherNames(argument, declared))].map(foldName));
    const members = Object.keys(wrapped);
    const isArgument = (name) => names.has(foldName(name));
    // Another wrapper may be all there is inside.
    const next = members.length === 1 && isAlone ? objectIn(Object.values(wrapped)[0]) : undefined;
    return ((isAlone ? members.some(isArgument) : members.length > 0 && members.every(isArgument)) ||
        (next !== undefined && Object.keys(next).some(isArgument)));
}
/** Moves values under other names of arguments that were not given into `known`. */
function takeRenamed(known, others, declared) {
    const givenAs = new Map([...others.keys()].map((name) => [nameKey(name), name]));
    return declared.flatMap((argument) => {
        if (!isBlank(known.get(argument))) {
            return [];
        }
        const name = [argument, ...otherNames(argument, declared)]
            .map((other) => givenAs.get(nameKey(other)))
            .find((other) => other !== undefined && !isBlank(others.get(other)));
        if (name === undefined) {
            return [];
        }
        known.set(argument, others.get(name));
        others.delete(name);
        return [[name, argument]];
    });
}
/** A private name is the same in no other spelling. */
function nameKey(name) {
    return isPrivateName(name) ? name : foldName(name);
}
