import { constants, fstatSync, lstatSync, openSync, closeSync, readFileSync, statSync, } from 'node:fs';
import { chmod, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
/** Permission bits: what the group, and what everybody else, may do. */
const GROUP_OR_OTHERS = 0o077;
const WRITE_BY_OTHERS = 0o022;
const READ_BY_GROUP = 0o040;
const WRITE_BY_ALL = 0o002;
/** In a folder with this bit only the owner of a file may replace it. */
const STICKY = 0o1000;
/** A key file holds a few lines of 44 characters. */
const MAX_KEY_FILE_BYTES = 65_536;
/** A file or folder that other users can read, change or replace. The message says which command fixes it. */
export class UnsafeFileError extends Error {
    name = 'UnsafeFileError';
    /** Whether changing its mode fixes it. */
    isMode;
    constructor(message, { isMode = false } = {}) {
        super(message);
        this.isMode = isMode;
    }
}
/**
 * Windows reports made-up owners and mode bits: access is controlled by ACLs, which a new file inherits from its
 * folder.
 */
const HAS_OWNERS = process.platform !== 'win32';
const NO_FOLLOW = HAS_OWNERS ? constants.O_NOFOLLOW : 0;
/** For files that this program creates. */
export const OWNER_ONLY = { groupMayRead: false, mayBeLink: false };
/** The text of a file that only its owner can read or change. Throws {@link UnsafeFileError}, or the system's error. */
export function readPrivately(path, what, privacy = OWNER_ONLY) {
    refuseLink(path, what, privacy);
    // The checks are made on the open file, so that the checked file is the one read. A pipe without a writer would
    // block.
    const flags = constants.O_RDONLY | (HAS_OWNERS ? constants.O_NONBLOCK : 0);
    const file = openSync(path, flags | (privacy.mayBeLink ? 0 : NO_FOLLOW));
    try {
        const found = fstatSync(file);
        checkFile(path, found, what, privacy);
        if (found.size > MAX_KEY_FILE_BYTES) {
            throw new UnsafeFileError(`${what} ${path} is too large.`);
        }
        return readFileSync(file, 'utf8');
    }
    finally {
        closeSync(file);
    }
}
/**
 * Creates the folder (mode 700) and the file (mode 600) if missing, whatever the umask. An existing file gets mode 600;
 * a link, or a file of another user, is refused.
 */
export async function createPrivately(path, what) {
    await createFolder(dirname(path));
    try {
        const file = await open(path, 'wx', 0o600);
        await file.close();
    }
    catch (error) {
        if (lstatSync(path, { throwIfNoEntry: false }) === undefined) {
            throw error;
        }
        // It exists already, or another process was first.
    }
    await keepPrivate(path, what);
}
/**
 * The same for a file that may be missing. It is never opened: closing any handle of a database's file releases all the
 * process's locks on it (POSIX), which protect other connections' writes.
 */
export async function keepPrivate(path, what) {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined) {
        return;
    }
    refuseLink(path, what, OWNER_ONLY);
    checkKind(path, found, what);
    checkOwner(path, found, what);
    if (HAS_OWNERS && (found.mode & 0o777) !== 0o600) {
        await chmod(path, 0o600);
    }
}
/** Creates the folder and its parents for the owner alone, and refuses one in which any user can replace files. */
export async function createFolder(folder) {
    const first = await mkdir(folder, { recursive: true, mode: 0o700 });
    if (first !== undefined) {
        // A umask may have taken bits away from the owner as well.
        await chmod(folder, 0o700);
    }
    const problem = folderProblem(folder);
    if (problem?.isFatal === true) {
        throw new UnsafeFileError(problem.message);
    }
}
/** The problem with an existing folder, if any. */
export function folderProblem(folder) {
    const found = folderStats(folder);
    if (!HAS_OWNERS || found === undefined) {
        return undefined;
    }
    if ((found.mode & WRITE_BY_ALL) !== 0 && (found.mode & STICKY) === 0) {
        return {
            message: `Anyone can replace files in the folder ${folder}. Run: chmod 700 '${folder}'`,
            isFatal: true,
        };
    }
    if ((found.mode & WRITE_BY_OTHERS) !== 0) {
        return {
            message: `Others can add files to the folder ${folder}. Unless it is a volume mounted this way, run: chmod 700 '${folder}'`,
            isFatal: false,
        };
    }
    if (!isOurs(found, folder)) {
        return {
            message: `The folder ${folder} belongs to user ${found.uid}, who can replace what is in it.`,
            isFatal: false,
        };
    }
    return undefined;
}
/** The problem with an existing file, as a sentence with the command that fixes it. */
export function fileProblem(path, what) {
    try {
        refuseLink(path, what, OWNER_ONLY);
        const found = lstatSync(path, { throwIfNoEntry: false });
        if (found !== undefined) {
            checkFile(path, found, what, OWNER_ONLY);
        }
        return undefined;
    }
    catch (error) {
        if (error instanceof UnsafeFileError) {
            return error;
        }
        throw error;
    }
}
function checkFile(path, found, what, { groupMayRead }) {
    checkKind(path, found, what);
    if (!HAS_OWNERS) {
        return;
    }
    checkOwner(path, found, what);
    const allowed = groupMayRead ? READ_BY_GROUP : 0;
    if ((found.mode & GROUP_OR_OTHERS & ~allowed) !== 0) {
        throw new UnsafeFileError(`${what} ${path} can be read by others. Run: chmod ${groupMayRead ? '640' : '600'} '${path}'`, { isMode: true });
    }
}
function checkKind(path, found, what) {
    if (!found.isFile()) {
        throw new UnsafeFileError(`${what} ${path} is not a file.`);
    }
}
function checkOwner(path, found, what) {
    if (HAS_OWNERS && !isOurs(found, dirname(path))) {
        throw new UnsafeFileError(`${what} ${path} belongs to user ${found.uid}, who can change it. Run the program as that user, or run: chown ${ourId()} '${path}'`);
    }
}
/**
 * Owned by us, or by root, who can do anything anyway. For root also what belongs to the owner of the folder: root in a
 * container on a volume of the user that usually runs there, or `sudo` in a user's own folder.
 */
function isOurs({ uid }, folder) {
    const us = ourId();
    return uid === us || uid === 0 || (us === 0 && uid === folderStats(folder)?.uid);
}
function ourId() {
    return process.geteuid?.() ?? 0;
}
function refuseLink(path, what, { mayBeLink }) {
    if (!mayBeLink && lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
        throw new UnsafeFileError(`${what} ${path} is a symbolic link, which could redirect this program. Remove it.`);
    }
}
/** A folder may be a symbolic link: the operator names it. */
function folderStats(path) {
    return statSync(path, { throwIfNoEntry: false });
}
