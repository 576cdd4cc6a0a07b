import { titleText } from '../../../content/print/title-text.js';
import { InputError } from '../../../errors.js';
import { say } from '../../../text/words.js';
import { findAdditionPlace } from '../additions/find-addition-place.js';
import { readChangedPage } from '../pages/page-schema.js';
import { blockTypeOf } from './attach-block.js';
import { planAttachment } from './attach-file.js';
/** Finds where the file goes, and checks that one fits there. */
export async function planUpload(session, { to, as, where, caption }) {
    if (as.trim().toLowerCase() === 'block') {
        const place = await findAdditionPlace(session, to, where ?? 'end');
        return { page: place.page, place };
    }
    if (where !== undefined || caption !== undefined) {
        throw new InputError(where === undefined ? 'caption' : 'where', say `Only a block has a place and a caption.`, say `Pass "block" as as, or leave them out.`);
    }
    const found = await readChangedPage(session, to);
    return { page: found.page, as: planAttachment(found, as) };
}
/** `cover`, `property Files`, `image at the end` */
export function placeText(to, file) {
    if ('place' in to) {
        return `${blockTypeOf(file)} ${to.place.says}`;
    }
    return 'part' in to.as ? to.as.part : `property ${titleText(to.as.property)}`;
}
