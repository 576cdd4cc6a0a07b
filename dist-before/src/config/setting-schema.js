var _a;
/**
 * Reads the text of one setting. Not by Zod: a client over stdio waits until the settings are read, and loading Zod
 * alone would take longer than all of them.
 */
export class SettingSchema {
    /** Which texts are valid. */
    description;
    #read;
    constructor(read, description = '') {
        this.#read = read;
        this.description = description;
    }
    read(text) {
        return this.#read(text);
    }
    /** Refuses values for which this is false. */
    refine(isValid, message) {
        return this.#then((value) => (isValid(value) ? { success: true, value } : { success: false, message }));
    }
    transform(change) {
        return this.#then((value) => ({ success: true, value: change(value) }));
    }
    /** Changes the value, and refuses those that change into nothing. */
    convert(change, message) {
        return this.#then((value) => {
            const next = change(value);
            return next === undefined ? { success: false, message } : { success: true, value: next };
        });
    }
    describe(description) {
        return new _a(this.#read, description);
    }
    #then(next) {
        return new _a((text) => {
            const reading = this.#read(text);
            return reading.success ? next(reading.value) : reading;
        }, this.description);
    }
}
_a = SettingSchema;
/** Any text of at most so many characters. */
export function textUpTo(maxCharacters) {
    return new SettingSchema((value) => ({ success: true, value })).refine((text) => text.length <= maxCharacters, `must be at most ${maxCharacters} characters long`);
}
