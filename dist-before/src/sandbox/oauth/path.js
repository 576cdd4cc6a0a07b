/** Whether the authorization server answers there, and not the API that bearer tokens open. */
export function isOauthPath(path) {
    return path.startsWith('/v1/oauth/');
}
