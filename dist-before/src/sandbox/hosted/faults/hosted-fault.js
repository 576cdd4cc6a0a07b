/** Whether the request is carried out before the fault comes. */
export function isAfterActing(fault) {
    switch (fault.kind) {
        case 'status':
        case 'reset':
        case 'hang':
            return fault.acted === true;
        case 'cut':
        case 'plain_text':
        case 'huge_text':
            return true;
        default:
            return false;
    }
}
/** Which request meets which fault, in the order in which they were planned. */
export class HostedFaults {
    #planned = [];
    add(fault, times, match) {
        this.#planned.push({ fault, match, left: times });
    }
    clear() {
        this.#planned = [];
    }
    /** Uses up one fault that fits the request. */
    take(label) {
        const planned = this.#planned.find(({ match }) => match === undefined || match.test(label));
        if (planned === undefined) {
            return undefined;
        }
        planned.left -= 1;
        this.#planned = this.#planned.filter(({ left }) => left > 0);
        return planned.fault;
    }
}
