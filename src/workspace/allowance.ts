/**
 * How many more requests one tool call may spend on something that makes its answer nicer, such as names and paths.
 * What does not fit is left out and told.
 */
export class RequestAllowance {
  #left: number;

  constructor(requests: number) {
    this.#left = requests;
  }

  get left(): number {
    return this.#left;
  }

  /** Takes one request; false when none is left. */
  take(): boolean {
    if (this.#left <= 0) {
      return false;
    }
    this.#left -= 1;
    return true;
  }
}
