import { spawn } from 'node:child_process';
import type { Program } from '../../app/program.js';

/** The person's pager, or one that ends by itself where the text fits and keeps bold text. The shell reads PAGER. */
const PAGER = 'exec ${PAGER:-less -FRX}';

/** Prints a text; in a terminal that it is longer than, page by page. */
export async function showText(text: string, { print }: Pick<Program, 'print'>): Promise<void> {
  const { isTTY, rows } = process.stdout;
  if (!isTTY || text.split('\n').length <= rows || !(await page(text))) {
    print(text);
  }
}

/** False where there is no pager. */
function page(text: string): Promise<boolean> {
  return new Promise((resolve) => {
    const pager = spawn('sh', ['-c', PAGER], { stdio: ['pipe', 'inherit', 'inherit'] });
    pager.once('error', () => resolve(false));
    // 127: the shell found no such program.
    pager.once('close', (code) => resolve(code !== 127));
    // Whoever leaves the pager early closes the pipe.
    pager.stdin.on('error', () => {});
    pager.stdin.end(text);
  });
}
