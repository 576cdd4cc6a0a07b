/**
 * How many more requests one tool call may spend on something that makes its answer nicer, such as names and paths.
 * What does not fit is left out and told.
 */
export class RequestAllowance {
  readonly #whole: RequestAllowance | undefined;
  #left: number;

  /** A part of `whole` takes from both. */
  constructor(requests: number, whole?: RequestAllowance) {
    this.#left = requests;
    this.#whole = whole;
  }

  /** Takes one request; false when none is left. */
  take(): boolean {
    if (this.#left <= 0 || this.#whole?.take() === false) {
      return false;
    }
    this.#left -= 1;
    return true;
  }

  /** A part for one purpose, so that it cannot use up what the others need. */
  atMost(requests: number): RequestAllowance {
    return new RequestAllowance(requests, this);
  }
}
