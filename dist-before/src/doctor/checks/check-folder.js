import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fail, ok } from '../finding.js';
/** Whether the database can be stored at its location. Creates nothing. */
export function checkFolder(folder, file) {
    const place = nearestExisting(file);
    if (!statSync(place).isDirectory() && place !== resolve(file)) {
        return fail('folder', `${place} is a file where a folder is needed.`, 'Set DATA_FOLDER to a folder, or move the file away.');
    }
    const closed = [place, existsSync(folder) ? folder : place].find((path) => !isWritable(path));
    if (closed !== undefined) {
        return fail('folder', `${closed} is not writable.`, 'Renewed tokens could not be stored. Run the program as the owner, mount the folder writable, or set DATA_FOLDER to another folder.');
    }
    return ok('folder', `${folder} is writable.`);
}
function nearestExisting(path) {
    let place = resolve(path);
    while (!existsSync(place)) {
        place = dirname(place);
    }
    return place;
}
function isWritable(path) {
    try {
        accessSync(path, constants.W_OK);
        return true;
    }
    catch {
        return false;
    }
}
