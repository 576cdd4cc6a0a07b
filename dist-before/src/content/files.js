import { arrayOf, recordOf, stringOf } from '../text/json.js';
import { fileNameFromUrl, isHostedFile } from './rich-text/hosted-file.js';
/** The files in a document, in their order. */
export function filesInDocument(blocks, above = '') {
    let place = above;
    return blocks.flatMap((block) => {
        // A heading with children folds: what follows it is not below it.
        const below = block.kind === 'heading' ? block.text : place;
        place = block.children.length === 0 ? below : place;
        return [...fileOfBlock(block, place), ...filesInDocument(block.children, below)];
    });
}
function fileOfBlock(block, place) {
    if (block.kind === 'media') {
        const { media, name, caption, url } = block;
        return [{ media, name, caption, place, url }];
    }
    if (block.kind === 'link' && block.link === 'embed' && isHostedFile(block.url)) {
        const { caption, url } = block;
        return [{ media: 'embed', name: fileNameFromUrl(url), caption, place, url }];
    }
    return [];
}
/** The files in a page's properties, then its cover and its icon where they are pictures. */
export function filesOfObject(page) {
    const { properties, cover, icon } = page;
    const inProperties = Object.entries(recordOf(properties)).flatMap(([place, value]) => arrayOf(recordOf(value)['files']).map((file) => {
        const url = addressOf(file);
        const name = stringOf(recordOf(file)['name']).trim();
        const shown = name === '' || isHostedFile(name) ? fileNameFromUrl(url) : name;
        return { media: 'attachment', name: shown, caption: '', place, url };
    }));
    return [...inProperties, ...pictureOf(cover, 'cover'), ...pictureOf(icon, 'icon')];
}
/** The picture that is a cover, or an icon of a page or callout. */
export function pictureOf(value, media) {
    const url = addressOf(value);
    return url === '' ? [] : [{ media, name: '', caption: '', place: '', url }];
}
/** The attachments of a comment. */
export function filesOfComment(comment) {
    const { attachments } = comment;
    return arrayOf(attachments).flatMap((attachment) => {
        const url = stringOf(recordOf(recordOf(attachment)['file'])['url']);
        return url === ''
            ? []
            : [{ media: 'attachment', name: fileNameFromUrl(url), caption: '', place: 'comment', url }];
    });
}
/** `{type, file | external | custom_emoji}`: the address in it; '' for an emoji or an icon of Notion's. */
function addressOf(value) {
    const record = recordOf(value);
    return stringOf(recordOf(record[stringOf(record['type'])])['url']);
}
