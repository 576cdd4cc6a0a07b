import { BlockList, isIP } from 'node:net';
import { isPublicAddress } from '../../http/fetch/public-address.js';
/**
 * Which peers' `X-Forwarded-For` is trusted. By default those on private addresses, which belong to the operator; a
 * stranger's never, because it would bypass limits per address.
 */
export function trustedProxies(named) {
    if (named === undefined) {
        return (address) => isIP(address) !== 0 && !isPublicAddress(unmapped(address));
    }
    const trusted = new BlockList();
    for (const entry of named) {
        const [address = '', prefix] = entry.split('/', 2);
        const isV4 = isIP(address) === 4;
        trusted.addSubnet(address, Number(prefix ?? (isV4 ? 32 : 128)), isV4 ? 'ipv4' : 'ipv6');
    }
    return (text) => {
        const address = unmapped(text);
        const family = isIP(address);
        return family !== 0 && trusted.check(address, family === 4 ? 'ipv4' : 'ipv6');
    };
}
/** Dual-stack sockets show IPv4 as `::ffff:a.b.c.d`. */
function unmapped(address) {
    return address.replace(/^::ffff:(?=\d+\.)/i, '');
}
