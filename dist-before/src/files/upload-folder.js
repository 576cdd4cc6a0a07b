import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { basename, resolve, sep } from 'node:path';
import { InputError, TooLargeError } from '../errors.js';
import { say } from '../text/words.js';
/**
 * Reads files below one folder of this machine, for the person who runs the server and nobody else. A path is judged by where it
 * really leads, so no link and no `..` leaves the folder; what is opened is compared with what was judged, for either may
 * be replaced in between.
 */
export function uploadFolder(root) {
    return {
        read: async (path, maxBytes) => {
            const [folder, real] = await Promise.all([
                realpath(root),
                realpath(resolve(root, path)).catch(() => undefined),
            ]);
            if (real === undefined || !real.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`)) {
                throw outside();
            }
            const file = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(() => undefined);
            if (file === undefined) {
                throw outside();
            }
            try {
                const stats = await file.stat();
                if (!stats.isFile() || (await realpath(real).catch(() => undefined)) !== real) {
                    throw outside();
                }
                if (stats.size > maxBytes) {
                    throw new TooLargeError(say `The file is larger than ${Math.floor(maxBytes / 1_000_000)} MB, the most that is uploaded.`, say `Upload it in Notion.`);
                }
                const bytes = new Uint8Array(stats.size);
                const { bytesRead } = await file.read(bytes, 0, stats.size, 0);
                return { name: basename(real), bytes: bytes.subarray(0, bytesRead) };
            }
            finally {
                await file.close();
            }
        },
    };
}
/** The same for what is missing and what lies outside: an answer must not tell which files there are. */
function outside() {
    return new InputError('path', say `There is no such file below the folder from which files are uploaded.`, say `Pass a path within UPLOAD_ROOT.`);
}
