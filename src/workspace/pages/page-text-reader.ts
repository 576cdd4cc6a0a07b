import type { PageObjectResponse } from '@notionhq/client';
import { forgetFoundPage, retrievePage } from '../../notion/endpoints/pages.js';
import type { NotionSession } from '../../notion/session.js';
import type { LookupBudget } from '../lookup-budget.js';
import { undefinedOnToolError } from '../tolerate.js';
import { currentKeptText, hasKeptText, keepText } from './kept-text.js';
import { readPageDocument, type PageDocument } from './page-document.js';

/** Which text a call wants, as far as it is known before a request. */
interface WantedPart {
  /** Dashed. */
  readonly id: string;
  /** Transcripts of meetings too. */
  readonly transcripts: boolean;
  /** Only a part of the page is shown: an earlier call mostly has read the whole of it. */
  readonly isPart: boolean;
  /** It goes on where an earlier part ended: the page is long. */
  readonly isNext: boolean;
  /** When the call began: before its first request. */
  readonly now: Date;
}

/** Reads the text of one page for one call, or takes what an earlier call has kept of it. */
export class PageTextReader {
  readonly #session: NotionSession;
  readonly #lookups: LookupBudget;
  readonly #wanted: WantedPart;
  readonly #isKept: boolean;
  #page: Promise<PageObjectResponse> | undefined;
  /** It is kept already, and no longer for being used again. */
  #reused: PageDocument | undefined;

  /** To be made before the page is read: what a search has found does not tell whether it was edited since. */
  constructor(session: NotionSession, lookups: LookupBudget, wanted: WantedPart) {
    this.#session = session;
    this.#lookups = lookups;
    this.#wanted = wanted;
    this.#isKept = wanted.isPart && hasKeptText(session, wanted);
    if (this.#isKept) {
      forgetFoundPage(session, wanted.id);
    }
  }

  /** `id`: the page wanted, or the one that turned out to hold the block that was. `page`: where it is being read anyway. */
  async read(id: string, page?: Promise<PageObjectResponse>): Promise<PageDocument> {
    const { transcripts, isNext } = this.#wanted;
    this.#page = page ?? (this.#isKept || isNext ? retrievePage(this.#session, id) : undefined);
    this.#page?.catch(() => {});
    const kept =
      this.#isKept && this.#page !== undefined && id === this.#wanted.id
        ? await currentKeptText(this.#session, this.#wanted, this.#page)
        : undefined;
    this.#reused = kept;
    return kept ?? readPageDocument(this.#session, id, this.#lookups, { transcripts, page: this.#page });
  }

  /** Keeps the text for the parts that are left. */
  async keep(document: PageDocument): Promise<void> {
    const reading = this.#page;
    const page = reading && (await undefinedOnToolError(() => reading));
    if (page !== undefined && document !== this.#reused) {
      keepText(this.#session, this.#wanted, page, document, this.#wanted.now);
    }
  }
}
