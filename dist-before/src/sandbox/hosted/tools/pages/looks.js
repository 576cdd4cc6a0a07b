/** Icon and cover as REST takes them: an emoji or an address; `none` removes. */
export function restLooks(input) {
    return {
        ...(input.icon !== undefined && { icon: iconOf(input.icon) }),
        ...(input.cover !== undefined && { cover: input.cover === 'none' ? null : external(input.cover) }),
    };
}
function iconOf(icon) {
    if (icon === 'none') {
        return null;
    }
    return icon.startsWith('http') ? external(icon) : { emoji: icon };
}
function external(url) {
    return { external: { url } };
}
