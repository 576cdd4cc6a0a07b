import { pdfFile } from '../files/pdf.js';
import { pngFile } from '../files/png.js';
/** Pixels. Larger than a model looks at, so that it is scaled down. */
const CHART_WIDTH = 2400;
const CHART_HEIGHT = 1600;
const FARES = [
    'Line,Single,Return,Bicycle',
    'Helsinki – Tallinn,19.00,34.00,5.00',
    'Turku – Stockholm,29.50,52.00,7.50',
    'Vaasa – Umeå,36.00,64.00,0.00',
    '',
].join('\n');
const TIMETABLE = [
    [
        'Tideline summer timetable',
        '',
        'Helsinki to Tallinn: 07:30, 10:30, 16:30',
        'Turku to Stockholm: 08:45, 20:55',
    ],
    ['Remarks', '', 'Boarding closes 20 minutes before departure.', 'Midsummer Eve: no evening departures.'],
];
/** Gives some of the files on the page of everything their content: a picture, a table and a PDF. */
export function addFiles(workspace) {
    workspace.files.set('chart of the bay.png', { contentType: 'image/png', bytes: chart });
    workspace.files.set('fares.csv', { contentType: 'text/csv', bytes: () => Buffer.from(FARES) });
    workspace.files.set('timetable.pdf', {
        contentType: 'application/pdf',
        bytes: () => pdfFile(TIMETABLE),
    });
    workspace.files.set('horn.mp3', { contentType: 'audio/mpeg', bytes: () => Buffer.from('ID3\u0003\u0000') });
}
/** A bay between two shores, and the red line that the ferry takes. */
function chart() {
    return pngFile(CHART_WIDTH, CHART_HEIGHT, (x, y) => {
        const shore = 300 + 120 * Math.sin(x / 260);
        if (y < shore || y > CHART_HEIGHT - shore) {
            return [206, 196, 160];
        }
        const isLine = Math.abs(y - CHART_HEIGHT / 2 - 180 * Math.sin(x / 500)) < 12;
        return isLine ? [200, 40, 40] : [130, 180, 210];
    });
}
