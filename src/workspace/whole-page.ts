import type { PageObjectResponse } from '@notionhq/client';
import type { AnchoredPosition } from '../content/anchor.js';
import { viewPage } from '../content/page-view.js';
import { contentFingerprint } from '../content/parts.js';
import type { NotionSession } from '../notion/session.js';
import type { RequestAllowance } from './allowance.js';
import { unnamedNote } from './names.js';
import { missingNote, readPageDocument } from './page-document.js';
import { readPageHeader } from './read-page-header.js';

/** Share of the text that properties may take. */
const HEADER_SHARE = 0.3;

/** Where a page goes on, and the fingerprint of what it held when it was read so far. */
export interface WholeTextPlace extends AnchoredPosition {
  readonly content: string;
}

/** What is read of a page or a database for somebody who asks for all of it. */
export interface WholeText {
  /** In our words: what this is, and whether it is complete. */
  readonly summary: string;
  readonly content: string;
  readonly notes: readonly string[];
  /** Whether this is all there is. */
  readonly complete: boolean;
  /** Where the text goes on; absent at its end. */
  readonly next?: WholeTextPlace | undefined;
}

/** A page's header and text from its beginning or from a place in it, in at most `room` characters. */
export async function readWholePage(
  session: NotionSession,
  page: PageObjectResponse,
  from: WholeTextPlace | undefined,
  room: number,
  allowance: RequestAllowance,
): Promise<WholeText> {
  const header =
    from === undefined ? await readPageHeader(session, page, allowance, room * HEADER_SHARE) : undefined;
  const document = await readPageDocument(session, page.id, allowance);
  const content = contentFingerprint(document.blocks);
  const left = room - (header?.text.length ?? 0);
  const view = viewPage(document.blocks, { section: undefined, find: undefined, from, room: left });
  return {
    summary: view.summary,
    content: [header?.text ?? '', view.text].filter((text) => text !== '').join('\n\n'),
    notes: [
      from !== undefined && from.content !== content
        ? 'The page was edited since its first part was read, so parts may be missing or repeated.'
        : '',
      missingNote(document),
      header?.note ?? '',
      unnamedNote(document.unnamed),
    ],
    complete: from === undefined && view.next === undefined && document.notShared + document.notLoaded === 0,
    next: view.next && { ...view.next, content },
  };
}
