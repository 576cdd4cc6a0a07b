/**
 * A part of meeting notes under a heading, so that it is in the outline and can be read by its name; nothing when it is
 * empty.
 */
export function meetingSection(title, children) {
    return children.every(isEmpty) ? [] : [{ kind: 'heading', level: 2, text: title, children }];
}
function isEmpty(block) {
    return block.kind === 'paragraph' && block.text.trim() === '' && block.children.every(isEmpty);
}
