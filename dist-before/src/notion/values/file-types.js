/** Types that Notion takes, by the end of a file's name: the two must agree. */
const TYPES = new Map([
    ['bmp', 'image/bmp'],
    ['gif', 'image/gif'],
    ['heic', 'image/heic'],
    ['jpeg', 'image/jpeg'],
    ['jpg', 'image/jpeg'],
    ['png', 'image/png'],
    ['svg', 'image/svg+xml'],
    ['tif', 'image/tiff'],
    ['tiff', 'image/tiff'],
    ['webp', 'image/webp'],
    ['csv', 'text/csv'],
    ['doc', 'application/msword'],
    ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['json', 'application/json'],
    ['pdf', 'application/pdf'],
    ['ppt', 'application/vnd.ms-powerpoint'],
    ['pptx', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
    ['txt', 'text/plain'],
    ['xls', 'application/vnd.ms-excel'],
    ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['zip', 'application/zip'],
    ['aac', 'audio/aac'],
    ['m4a', 'audio/mp4'],
    ['mp3', 'audio/mpeg'],
    ['ogg', 'audio/ogg'],
    ['wav', 'audio/wav'],
    ['mov', 'video/quicktime'],
    ['mp4', 'video/mp4'],
    ['webm', 'video/webm'],
]);
/** The type that a file's name says; undefined for one that Notion may refuse. */
export function fileType(name) {
    return TYPES.get(/\.([a-z\d]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? '');
}
/** What files may end in. */
export const FILE_ENDINGS = [...TYPES.keys()];
