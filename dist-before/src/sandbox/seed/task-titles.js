/** Titles that break careless code: markup, quotes, other scripts, right-to-left, emoji sequences, length. */
export const oddTitles = [
    'Umlaute im Fahrplan: Größe, Straße, Ärmelkanal',
    'إصلاح اتجاه النص في لوحة المغادرة',
    'לתקן את לוח הזמנים של החורף',
    '運賃表の表示崩れを直す',
    'Écran figé à Concarneau après la mise à jour',
    '👩‍💻 Pair on the 🇫🇮 translations',
    'Escape | pipes and <b>tags</b> in fare names',
    'Tickets named "Null" are treated as missing',
    'Make the timetable importer accept files that were exported from spreadsheet programs with semicolons, byte order marks, Windows line ends and dates in the order that their authors grew up with',
];
const verbs = [
    'Fix',
    'Speed up',
    'Document',
    'Measure',
    'Replace',
    'Test',
    'Review',
    'Simplify',
    'Translate',
    'Remove',
];
const things = [
    'the departure countdown',
    'the fare calculation for children',
    'the crew shift export',
    'the board heartbeat',
    'the refund form',
    'the login of operators',
    'the storm announcement',
    'the ticket scanner',
    'the timetable import',
    'the cache of departures',
    'the payment retry',
    'the contrast of delays',
    'the harbour map',
    'the nightly backup',
    'the queue of Helsinki',
    'the cookie notice',
    'the group booking mail',
    'the certificate renewal',
    'the passenger counter',
    'the loudspeaker text',
];
/** A plain title; no two of the first 200 are the same. */
export function taskTitle(index) {
    const verb = verbs[index % verbs.length] ?? '';
    const thing = things[(index * 7 + Math.floor(index / 10)) % things.length] ?? '';
    return index < 100 ? `${verb} ${thing}` : `${verb} ${thing}, part 2`;
}
