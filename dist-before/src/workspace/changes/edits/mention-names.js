import { arrayOf, field, recordOf, textField } from '../../../text/json.js';
/** Names that the texts of a block show for what they mention: without a request, and without those that they do not show. */
export function mentionNames(...contents) {
    const names = new Map();
    for (const content of contents) {
        const texts = [
            field(content, 'rich_text'),
            field(content, 'caption'),
            ...arrayOf(field(content, 'cells')),
        ];
        for (const item of texts.flatMap(arrayOf)) {
            const mention = recordOf(field(item, 'mention'));
            const id = textField(mention[textField(mention, 'type') ?? ''], 'id');
            const shown = textField(item, 'plain_text');
            if (id !== undefined && shown !== undefined) {
                names.set(id, shown.replace(/^@/, ''));
            }
        }
    }
    return { title: (id) => names.get(id), user: (id) => names.get(id) };
}
