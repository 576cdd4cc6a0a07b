import { InputError } from '../../../errors.js';
import { webAddress } from '../../../notion/values/file-entries.js';
import { field, recordOf, textField } from '../../../text/json.js';
import { foldName } from '../../../text/fold-name.js';
import { say } from '../../../text/words.js';
/** What they are called, without case and separators. */
const FIELDS = new Map([
    ['icon', 'icon'],
    ['emoji', 'icon'],
    ['cover', 'cover'],
    ['lock', 'is_locked'],
    ['locked', 'is_locked'],
    ['islocked', 'is_locked'],
]);
/** One emoji: a pictograph with what may follow it, a flag, or a keycap. */
const EMOJI = /^(?:\p{Regional_Indicator}{2}|[\d#*]\ufe0f?\u20e3|\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?(?:\u200d\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?){0,8})$/u;
/** The field that a name means, where no property has that name. */
export function pageField(name) {
    return FIELDS.get(foldName(name));
}
/** The value of a field in Notion's form. */
export function planPageField(name, value, argument) {
    if (name === 'is_locked') {
        if (typeof value !== 'boolean') {
            throw new InputError(argument, say `lock is a switch: a page is locked or not.`, say `Pass true or false.`);
        }
        return value;
    }
    if (value === null || value === '' || value === 'none') {
        return null;
    }
    const text = typeof value === 'string' ? value.trim() : '';
    const url = webAddress(text);
    if (url !== undefined) {
        return { type: 'external', external: { url: url.href } };
    }
    if (name === 'icon' && EMOJI.test(text)) {
        return { type: 'emoji', emoji: text };
    }
    const given = text === '' ? say `This` : text;
    throw new InputError(argument, name === 'icon' ? say `${given} is no icon.` : say `${given} is no cover.`, name === 'icon'
        ? say `Pass one emoji, the URL of an image, or null for none.`
        : say `Pass the URL of an image, or null for none.`);
}
/** The field as it is, in the form in which it can be written back; undefined where it cannot. */
export function writableField(page, name) {
    const value = field(page, name) ?? (name === 'is_locked' ? false : null);
    if (value === null || typeof value === 'boolean') {
        return value;
    }
    const type = textField(value, 'type') ?? '';
    return type === 'emoji' || type === 'external' || type === 'custom_emoji'
        ? {
            type,
            [type]: type === 'custom_emoji' ? { id: recordOf(field(value, type))['id'] } : field(value, type),
        }
        : undefined;
}
/** Whether a field is as it was sent. */
export function fieldHolds(page, name, wanted) {
    return fieldText(field(page, name) ?? (name === 'is_locked' ? false : null)) === fieldText(wanted);
}
/** A field for a reader. */
export function fieldText(value) {
    if (value === null || value === undefined) {
        return '';
    }
    if (typeof value === 'boolean') {
        return value ? 'locked' : 'not locked';
    }
    return (textField(value, 'emoji') ??
        textField(field(value, 'external'), 'url') ??
        textField(field(value, 'custom_emoji'), 'name') ??
        'an image in Notion');
}
