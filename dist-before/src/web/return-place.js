const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
/** Classifies a redirect URI that was already accepted. */
export function returnPlaceOf(redirectUri) {
    const url = new URL(redirectUri);
    if (url.protocol !== 'https:' && url.protocol !== 'http:') {
        return { kind: 'scheme', beginning: `${url.protocol}${url.host === '' ? '' : `//${url.host}`}` };
    }
    return LOOPBACK.test(url.hostname)
        ? { kind: 'computer', host: url.host }
        : { kind: 'site', host: url.host };
}
/** The place as a list item. International host names stay in ASCII form, which has no look-alike letters. */
export function placeText(place) {
    switch (place.kind) {
        case 'site':
            return place.host;
        case 'computer':
            return `this computer (${place.host})`;
        case 'scheme':
            return `the program on your device behind ${place.beginning}`;
    }
}
