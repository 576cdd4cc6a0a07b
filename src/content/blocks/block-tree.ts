import type { BlockObjectResponse, PartialBlockObjectResponse } from '@notionhq/client';

/** A block of the API with the blocks below it, as far as they were loaded. */
export interface BlockTree {
  readonly block: BlockObjectResponse | PartialBlockObjectResponse;
  readonly children: readonly BlockTree[];
  /** Whether `children` are all the children there are. */
  readonly complete: boolean;
}
