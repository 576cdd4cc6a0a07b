import { bodyError, validationError } from '../../errors.js';
import { parseId } from '../../ids.js';
import { isObject } from '../../query/json.js';
/** Most elements of an array of blocks, rich text, options, people or relations in one request. */
const MAX_ITEMS = 100;
/** Counted in UTF-16 code units, as JavaScript does: an emoji counts twice. */
const MAX_TEXT = 2000;
/** A value of the body, with the path by which errors name it. */
export class Input {
    path;
    value;
    constructor(path, value) {
        this.path = path;
        this.value = value;
    }
    get isPresent() {
        return this.value !== undefined;
    }
    get isNull() {
        return this.value === null;
    }
    /** The error that says what this should have been. */
    refuse(expected) {
        return bodyError(this.path, this.value === undefined ? 'defined' : expected, this.value);
    }
    /** An object; any key that is not allowed is refused by name. */
    object(allowed) {
        for (const key of this.keys()) {
            if (!allowed.includes(key) && this.get(key).isPresent) {
                throw this.get(key).refuse('not present');
            }
        }
        return this;
    }
    keys() {
        if (!isObject(this.value)) {
            throw this.refuse('an object');
        }
        return Object.keys(this.value);
    }
    has(key) {
        return this.get(key).isPresent;
    }
    get(key) {
        const value = isObject(this.value) && Object.hasOwn(this.value, key) ? this.value[key] : undefined;
        return new Input(this.path === '' ? key : `${this.path}.${key}`, value);
    }
    items(max = MAX_ITEMS) {
        if (!Array.isArray(this.value)) {
            throw this.refuse('an array');
        }
        const { length } = this.value;
        if (length > max) {
            throw this.#tooLong(length, max);
        }
        return this.value.map((item, index) => new Input(`${this.path}[${index}]`, item));
    }
    text(max = MAX_TEXT) {
        if (typeof this.value !== 'string') {
            throw this.refuse('a string');
        }
        if (this.value.length > max) {
            throw this.#tooLong(this.value.length, max);
        }
        return this.value;
    }
    flag() {
        if (typeof this.value !== 'boolean') {
            throw this.refuse('a boolean');
        }
        return this.value;
    }
    number() {
        if (typeof this.value !== 'number' || !Number.isFinite(this.value)) {
            throw this.refuse('a number');
        }
        return this.value;
    }
    id() {
        const id = typeof this.value === 'string' ? parseId(this.value) : undefined;
        if (id === undefined) {
            throw this.refuse('a valid uuid');
        }
        return id;
    }
    oneOf(words) {
        const word = words.find((candidate) => candidate === this.value);
        if (word === undefined) {
            throw this.refuse(words.map((each) => `\`"${each}"\``).join(' or '));
        }
        return word;
    }
    /** The one key that is present, of those that exclude each other. */
    onlyOf(keys) {
        const [first, second] = keys.filter((key) => this.has(key));
        if (first === undefined) {
            throw this.get(keys[0] ?? '').refuse('defined');
        }
        if (second !== undefined) {
            throw this.get(second).refuse('not present');
        }
        return first;
    }
    #tooLong(length, max) {
        return validationError(`body failed validation: body.${this.path}.length should be ≤ \`${max}\`, instead was \`${length}\`.`);
    }
}
