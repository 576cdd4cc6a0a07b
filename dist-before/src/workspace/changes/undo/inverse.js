export function refused({ title }, reason) {
    return { kind: 'refused', title, reason };
}
