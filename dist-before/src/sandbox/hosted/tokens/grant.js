/** The three parts of a code or token, `userId:grantId:secret`; undefined if it has others. */
export function partsOf(text) {
    const [userId, grantId, secret, more] = text.split(':');
    return userId && grantId && secret && more === undefined ? { userId, grantId } : undefined;
}
