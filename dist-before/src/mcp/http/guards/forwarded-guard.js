import { sendError } from '../http-errors.js';
/**
 * Headers that proxies, tunnels, load balancers and content delivery networks add to forwarded requests: standard ones
 * (RFC 7239, RFC 9110 §7.6.3, RFC 8586), common ones, and those of single products.
 */
const FORWARDING_NAMES = new Set([
    'via',
    'x-via',
    'http-via',
    'cdn-loop',
    'early-data',
    'max-forwards',
    'x-rewrite-url',
    'x-host',
    'x-scheme',
    'x-url-scheme',
    'x-client-ip',
    'x-clientip',
    'client-ip',
    'true-client-ip',
    'x-true-client-ip',
    'x-cluster-client-ip',
    'remote-addr',
    'remote-ip',
    'proxy-client-ip',
    'wl-proxy-client-ip',
    'x-from-ip',
    'x-originating-ip',
    'x-request-start',
    'front-end-https',
    'x-cloud-trace-context',
    'x-varnish',
    'bypass-tunnel-reminder',
]);
/** Prefixes of the headers of products that add several. */
const FORWARDING_PREFIXES = [
    'forwarded',
    'x-forward',
    'x-original-',
    'x-real-',
    'x-remote-',
    'x-proxy',
    'x-nginx-',
    'cf-',
    'cdn-',
    'fastly-',
    'fly-',
    'akamai-',
    'x-akamai-',
    'x-vercel-',
    'x-nf-',
    'x-render-',
    'x-railway-',
    'x-amz-',
    'x-amzn-',
    'x-azure-',
    'x-arr-',
    'x-appengine-',
    'x-goog-',
    'x-envoy-',
    'x-haproxy-',
    'x-traefik-',
    'x-kong-',
    'x-sucuri-',
    'x-bluecoat-',
    'tailscale-',
    'ngrok-',
    'x-ngrok-',
    'x-localtunnel-',
    'x-tunnel-',
];
/** Peer addresses of programs on this machine. */
const LOOPBACK = /^(?:(?:::ffff:)?127\.|::1$)/i;
/**
 * Without a token this server is for programs on its own machine, and listens to no others. A proxy or tunnel on the
 * machine is such a program, and exposes the server to everyone who reaches it: forwarded requests are refused. Some
 * proxies forward without any header, but in HTTP/1.0, which no MCP client speaks.
 */
export const refuseForwarded = (request, response, next) => {
    if (!isOfThisMachine(request)) {
        sendError(response, 403, 'This request came through a proxy, and the server has no token. The operator can set MCP_AUTH_TOKEN (openssl rand -hex 32 makes one).');
        return;
    }
    next();
};
/** Whether the request comes from a program on this machine that is no proxy, as far as it can be told. */
export function isOfThisMachine(request) {
    const isForwarded = Object.keys(request.headers).some((name) => isForwarding(name.replaceAll('_', '-')));
    const isLocal = LOOPBACK.test(request.socket.remoteAddress ?? '');
    return !isForwarded && isLocal && request.httpVersion === '1.1';
}
function isForwarding(name) {
    return (FORWARDING_NAMES.has(name) ||
        FORWARDING_PREFIXES.some((prefix) => name.startsWith(prefix)) ||
        (name.startsWith('x-ms-') && name.includes('tunnel')));
}
