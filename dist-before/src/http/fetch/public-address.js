import { BlockList, isIP } from 'node:net';
/**
 * IPv4 blocks that are not public servers (IANA special-purpose registry): this network, private, carrier NAT,
 * loopback, link-local (with the metadata services of clouds), protocol assignments, documentation, relay anycast,
 * benchmarks, multicast, reserved.
 */
const SPECIAL_V4 = [
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.31.196.0', 24],
    ['192.52.193.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
    ['192.175.48.0', 24],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
];
/**
 * IPv6 is public only in global unicast (2000::/3), except protocol assignments with Teredo, documentation, 6to4, which
 * embeds an arbitrary IPv4 address, and AS112. Everything else is refused: loopback, mapped and translated IPv4, unique
 * local, link-local, multicast.
 */
const SPECIAL_V6 = [
    ['2001::', 23],
    ['2001:db8::', 32],
    ['2002::', 16],
    ['2620:4f:8000::', 48],
    ['3fff::', 20],
];
const special = new BlockList();
for (const [address, prefix] of SPECIAL_V4) {
    special.addSubnet(address, prefix, 'ipv4');
}
for (const [address, prefix] of SPECIAL_V6) {
    special.addSubnet(address, prefix, 'ipv6');
}
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');
/** Whether an IP address is on the public internet. False for anything that is not an IP address. */
export function isPublicAddress(address) {
    switch (isIP(address)) {
        case 4:
            return !special.check(address, 'ipv4');
        case 6:
            // A zone (`fe80::1%eth0`) names an interface of this machine.
            return (!address.includes('%') && globalUnicast.check(address, 'ipv6') && !special.check(address, 'ipv6'));
        default:
            return false;
    }
}
