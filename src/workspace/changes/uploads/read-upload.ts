import { InputError, TooLargeError } from '../../../errors.js';
import { retrieveSelf, userCache } from '../../../notion/endpoints/users.js';
import type { NotionSession } from '../../../notion/session.js';
import { webAddress } from '../../../notion/values/file-entries.js';
import { FILE_ENDINGS, fileType } from '../../../notion/values/file-types.js';
import { field } from '../../../text/json.js';
import { listTerms, say } from '../../../text/words.js';
import { undefinedOnToolError } from '../../tolerate.js';

/** Bytes of the largest file: a few times what a call can send within its time. */
const MAX_FILE_BYTES = 50_000_000;
const BASE64 = /^[A-Za-z\d+/_-]*={0,2}$/;
/** UTF-16 code units of a file's name (Notion's limit for entries of a property). */
const MAX_NAME_CHARACTERS = 100;

/** A file in one of three ways. */
interface GivenFile {
  readonly path?: string | undefined;
  readonly url?: string | undefined;
  readonly data?: string | undefined;
  readonly name?: string | undefined;
}

/** Files of the machine, where that is allowed. */
interface LocalFiles {
  read(
    path: string,
    maxBytes: number,
  ): Promise<{ readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }>;
}

/** A file that is to be uploaded. */
export interface FileToUpload {
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Reads the file that is meant, and checks that Notion takes files of its kind. */
export async function readUpload(
  session: NotionSession,
  given: GivenFile,
  local: LocalFiles | undefined,
): Promise<FileToUpload> {
  const { name, bytes } = await readBytes(session, sourceOf(given), local);
  const filename = (given.name ?? name).trim().slice(0, MAX_NAME_CHARACTERS);
  const contentType = fileType(filename);
  if (contentType === undefined) {
    throw new InputError(
      'name',
      say`${filename} does not say what kind of file it is, or Notion takes none of this kind.`,
      say`Pass name with one of these endings: ${listTerms(FILE_ENDINGS)}.`,
    );
  }
  if (bytes.byteLength === 0) {
    throw new InputError('data', say`The file is empty.`, say`Pass another one.`);
  }
  return { filename, contentType, bytes };
}

/** Rejects if the workspace takes no file as large: a free one takes 5 MB. */
export async function checkUploadSize(
  session: NotionSession,
  { filename, bytes }: FileToUpload,
): Promise<void> {
  const self = await undefinedOnToolError(() =>
    session.cached(userCache, 'me', (reader) => retrieveSelf(reader)),
  );
  const limits = field(field(self, 'bot'), 'workspace_limits');
  const most = field(limits, 'max_file_upload_size_in_bytes');
  if (typeof most === 'number' && bytes.byteLength > most) {
    throw new TooLargeError(
      say`${filename} has ${bytes.byteLength} bytes, and this workspace takes files of at most ${most}.`,
      say`Pass a smaller file.`,
    );
  }
}

/** Where the file is: an address is one, whatever argument holds it, and so are bytes that say that they are some. */
function sourceOf({ path, url, data }: GivenFile): Pick<GivenFile, 'path' | 'url' | 'data'> {
  const given = [path, url, data].filter((each) => each !== undefined);
  const [source = ''] = given;
  if (given.length !== 1) {
    throw new InputError('url', say`One file is uploaded at a time.`, say`Pass path, url or data.`);
  }
  const [scheme] = /^\s*(?:https?:\/\/|data:)/i.exec(source) ?? [];
  if (scheme === undefined) {
    return { path, url, data };
  }
  return scheme.trim().toLowerCase() === 'data:' ? { data: source.trim() } : { url: source.trim() };
}

async function readBytes(
  session: NotionSession,
  { path, url, data = '' }: ReturnType<typeof sourceOf>,
  local: LocalFiles | undefined,
): Promise<{ readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }> {
  if (path !== undefined) {
    if (local === undefined) {
      throw new InputError(
        'path',
        say`This server reads no files of its machine.`,
        say`Pass url or data. Over stdio, whoever runs the server can name a folder with UPLOAD_ROOT.`,
      );
    }
    return local.read(path, MAX_FILE_BYTES);
  }
  if (url !== undefined) {
    const address = webAddress(url);
    if (address === undefined) {
      throw new InputError('url', say`This is no address on the web.`, say`Pass an https:// URL.`);
    }
    const { bytes } = await session.fetchFile(address.href, MAX_FILE_BYTES);
    const last = address.pathname.split('/').findLast((part) => part !== '') ?? 'file';
    return { name: decoded(last), bytes: new Uint8Array(bytes) };
  }
  const text = data.replace(/^data:[\w./+;=-]{0,200},/i, '').replaceAll(/\s/g, '');
  // One sign alone is no byte.
  if (!BASE64.test(text) || text.replaceAll('=', '').length % 4 === 1) {
    throw new InputError(
      'data',
      say`This is no Base64.`,
      say`Pass the bytes of the file in Base64, or its address as url.`,
    );
  }
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) =>
    char.charCodeAt(0),
  );
  return { name: '', bytes };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
