import { choose, seededRandom } from '../seed/random.js';
/** Which request meets which fault: those planned one by one first, in the order in which they were planned. */
export class FaultPlan {
    #planned = [];
    #rates = [];
    add(fault, times, match) {
        this.#planned.push({ fault, match, left: times });
    }
    addRate(options) {
        this.#rates.push({ options, random: seededRandom(options.seed) });
    }
    clear() {
        this.#planned = [];
        this.#rates = [];
    }
    /** Uses up one fault that fits the request. `request` is such as `GET /v1/users/me`. */
    take(request) {
        const planned = this.#planned.find(({ match }) => match === undefined || match.test(request));
        if (planned === undefined) {
            return this.#byChance(request);
        }
        planned.left -= 1;
        this.#planned = this.#planned.filter(({ left }) => left > 0);
        return planned.fault;
    }
    #byChance(request) {
        for (const { options, random } of this.#rates) {
            if ((options.match?.test(request) ?? true) && random() < options.rate) {
                return choose(random, options.faults);
            }
        }
        return undefined;
    }
}
