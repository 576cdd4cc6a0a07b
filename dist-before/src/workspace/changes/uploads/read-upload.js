import { InputError, TooLargeError } from '../../../errors.js';
import { retrieveSelf, userCache } from '../../../notion/endpoints/users.js';
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
/** Reads the file that is meant, and checks that Notion takes files of its kind. */
export async function readUpload(session, given, local) {
    const { path, url, data } = given;
    if ([path, url, data].filter((each) => each !== undefined).length !== 1) {
        throw new InputError('url', say `One file is uploaded at a time.`, say `Pass path, url or data.`);
    }
    const { name, bytes } = await readBytes(session, given, local);
    const filename = (given.name ?? name).trim().slice(0, MAX_NAME_CHARACTERS);
    const contentType = fileType(filename);
    if (contentType === undefined) {
        throw new InputError('name', say `${filename} does not say what kind of file it is, or Notion takes none of this kind.`, say `Pass name with one of these endings: ${listTerms(FILE_ENDINGS)}.`);
    }
    if (bytes.byteLength === 0) {
        throw new InputError('data', say `The file is empty.`, say `Pass another one.`);
    }
    return { filename, contentType, bytes };
}
/** Rejects if the workspace takes no file as large: a free one takes 5 MB. */
export async function checkUploadSize(session, { filename, bytes }) {
    const self = await undefinedOnToolError(() => session.cached(userCache, 'me', (reader) => retrieveSelf(reader)));
    const limits = field(field(self, 'bot'), 'workspace_limits');
    const most = field(limits, 'max_file_upload_size_in_bytes');
    if (typeof most === 'number' && bytes.byteLength > most) {
        throw new TooLargeError(say `${filename} has ${bytes.byteLength} bytes, and this workspace takes files of at most ${most}.`, say `Pass a smaller file.`);
    }
}
async function readBytes(session, { path, url, data = '' }, local) {
    if (path !== undefined) {
        if (local === undefined) {
            throw new InputError('path', say `This server reads no files of its machine.`, say `Pass url or data. Over stdio, whoever runs the server can name a folder with UPLOAD_ROOT.`);
        }
        return local.read(path, MAX_FILE_BYTES);
    }
    if (url !== undefined) {
        const address = webAddress(url);
        if (address === undefined) {
            throw new InputError('url', say `This is no address on the web.`, say `Pass an https:// URL.`);
        }
        const { bytes } = await session.fetchFile(address.href, MAX_FILE_BYTES);
        const last = address.pathname.split('/').findLast((part) => part !== '') ?? 'file';
        return { name: decoded(last), bytes: new Uint8Array(bytes) };
    }
    const text = data.replace(/^data:[\w./+;=-]{0,200},/, '').replaceAll(/\s/g, '');
    if (!BASE64.test(text)) {
        throw new InputError('data', say `This is no Base64.`, say `Pass the bytes of the file in Base64.`);
    }
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
    return { name: '', bytes };
}
function decoded(part) {
    try {
        return decodeURIComponent(part);
    }
    catch {
        return part;
    }
}
