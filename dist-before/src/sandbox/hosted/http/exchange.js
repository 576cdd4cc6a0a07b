export function jsonAnswer(status, body, headers = {}) {
    return {
        status,
        headers: { 'content-type': 'application/json', ...headers },
        pieces: [JSON.stringify(body)],
    };
}
export function htmlAnswer(status, page) {
    return {
        status,
        headers: {
            'content-type': 'text/html; charset=utf-8',
            'cache-control': 'no-store',
            'referrer-policy': 'no-referrer',
        },
        pieces: [page],
    };
}
export function emptyAnswer(status, headers = {}) {
    return { status, headers, pieces: [] };
}
export function redirectAnswer(location) {
    return emptyAnswer(302, { location: location.href, 'cache-control': 'no-store' });
}
