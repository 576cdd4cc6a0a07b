import { UnexpectedResponseError } from '../../errors.js';
import { textField } from '../../text/json.js';
import { say } from '../../text/words.js';
import type { ObjectRef, RootMembership } from './ancestry.js';
import type { RootOmissions } from './root-omissions.js';
import { keepJson, refsIn } from './rooted-json.js';
import { idsInMarkdown, keepMarkdown } from './rooted-markdown.js';

/** Removes what leads outside of the roots from answers that lie inside. */
export class RootedLinks {
  readonly #membership: (ref: ObjectRef) => Promise<RootMembership>;
  readonly #leftOut: RootOmissions;

  constructor(membership: (ref: ObjectRef) => Promise<RootMembership>, leftOut: RootOmissions) {
    this.#membership = membership;
    this.#leftOut = leftOut;
  }

  /** The answer without the names and addresses of what lies outside. */
  async clear(answer: unknown): Promise<unknown> {
    const refs = refsIn(answer);
    const mayShow = await this.#mayShow(refs);
    return keepJson(answer, ({ id }) => mayShow(id));
  }

  /** The same for an answer of the markdown endpoint. */
  async keepText(answer: unknown): Promise<unknown> {
    const markdown = textField(answer, 'markdown') ?? '';
    const mayShow = await this.#mayShow(idsInMarkdown(markdown).map((id) => ({ kind: 'any', id })));
    const kept = keepMarkdown(markdown, mayShow);
    if (kept === undefined) {
      // Callers that read a page read its blocks instead.
      throw new UnexpectedResponseError(
        say`The page shows parts of pages outside your allowed pages.`,
        say`Read it block by block.`,
      );
    }
    return { ...(answer as object), markdown: kept };
  }

  async #mayShow(refs: readonly ObjectRef[]): Promise<(id: string) => boolean> {
    const standings = await Promise.all(
      refs.map(async (ref) => [ref.id, await this.#membership(ref)] as const),
    );
    for (const [id, standing] of standings) {
      if (standing !== 'inside') {
        this.#leftOut.add('link', id, standing === 'outside');
      }
    }
    const known = new Map(standings);
    return (id) => known.get(id) === 'inside';
  }
}
