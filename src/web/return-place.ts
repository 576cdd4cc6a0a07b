/** Where an app has people sent back to, in the terms that decide how far its name can be trusted. */
export type ReturnPlace =
  | { readonly kind: 'site'; readonly host: string }
  /** A program on the person's own computer (RFC 8252 §7.3). */
  | { readonly kind: 'computer'; readonly host: string }
  /** A program that has claimed a scheme of its own on this device (RFC 8252 §7.1): the scheme, and a host if it has one. */
  | { readonly kind: 'scheme'; readonly beginning: string };

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** The place behind a redirect URI that was accepted before. */
export function returnPlaceOf(redirectUri: string): ReturnPlace {
  const url = new URL(redirectUri);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return { kind: 'scheme', beginning: `${url.protocol}${url.host === '' ? '' : `//${url.host}`}` };
  }
  return LOOPBACK.test(url.hostname)
    ? { kind: 'computer', host: url.host }
    : { kind: 'site', host: url.host };
}

/** The place in the words of a list. International host names stay in their ASCII form, where no letter looks like another. */
export function placeText(place: ReturnPlace): string {
  switch (place.kind) {
    case 'site':
      return place.host;
    case 'computer':
      return `this computer (${place.host})`;
    case 'scheme':
      return `the program on your device behind ${place.beginning}`;
  }
}
