import { UnexpectedResponseError } from '../../errors.js';
import { textField } from '../../text/json.js';
import { say } from '../../text/words.js';
import { keepJson, refsIn } from './rooted-json.js';
import { idsInMarkdown, keepMarkdown } from './rooted-markdown.js';
/** Removes what leads outside of the roots from answers that lie inside. */
export class RootedLinks {
    #membership;
    #leftOut;
    constructor(membership, leftOut) {
        this.#membership = membership;
        this.#leftOut = leftOut;
    }
    /** The answer without the names and addresses of what lies outside. */
    async clear(answer) {
        const refs = refsIn(answer);
        const mayShow = await this.#mayShow(refs);
        return keepJson(answer, ({ id }) => mayShow(id));
    }
    /** The same for an answer of the markdown endpoint. */
    async keepText(answer) {
        const markdown = textField(answer, 'markdown') ?? '';
        const mayShow = await this.#mayShow(idsInMarkdown(markdown).map((id) => ({ kind: 'any', id })));
        const kept = keepMarkdown(markdown, mayShow);
        if (kept === undefined) {
            // Callers that read a page read its blocks instead.
            throw new UnexpectedResponseError(say `The page shows parts of pages outside your allowed pages.`, say `Read it block by block.`);
        }
        return { ...answer, markdown: kept };
    }
    async #mayShow(refs) {
        const standings = await Promise.all(refs.map(async (ref) => [ref.id, await this.#membership(ref)]));
        for (const [id, standing] of standings) {
            if (standing !== 'inside') {
                this.#leftOut.add('link', id, standing === 'outside');
            }
        }
        const known = new Map(standings);
        return (id) => known.get(id) === 'inside';
    }
}
