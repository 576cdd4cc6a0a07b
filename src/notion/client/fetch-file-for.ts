import { TooLargeError, ToolError, UnavailableError } from '../../errors.js';
import { fetchFile, FileFetchError } from '../../http/fetch/fetch-file.js';
import { say } from '../../text/words.js';
import { FileGoneError } from '../file-gone-error.js';
import type { FetchedFile } from '../session.js';

/** Fetches a file for a tool call. Its errors say what a caller can do, and nothing of the address or the network behind it. */
export async function fetchFileFor(
  address: string,
  options: Parameters<typeof fetchFile>[1],
): Promise<FetchedFile> {
  try {
    return await fetchFile(address, options);
  } catch (error) {
    if (error instanceof ToolError) {
      throw error; // the reason of the signal: the client cancelled
    }
    const failure = error instanceof FileFetchError ? error.failure : 'late';
    switch (failure) {
      case 'gone':
        throw new FileGoneError(
          say`The file's host does not give it: it is gone, or only for people who sign in there.`,
          say`Open the page in Notion to see whether it is still there.`,
          { cause: error },
        );
      case 'tooLarge':
        throw new TooLargeError(
          say`The file is larger than ${Math.floor(options.maxBytes / 1_000_000)} MB, the most that is read.`,
          say`Open it in Notion.`,
          { cause: error },
        );
      case 'late':
        throw new UnavailableError(
          say`The file did not arrive within the time of the call.`,
          say`Call again; if it fails again, open the file in Notion.`,
          { cause: error },
        );
      case 'unreachable':
        throw new UnavailableError(
          say`The file cannot be fetched: its host did not answer, or is not on the public internet.`,
          say`Call again; if it fails again, open the file in Notion.`,
          { cause: error },
        );
    }
  }
}
