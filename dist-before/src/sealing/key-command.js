import { spawn } from 'node:child_process';
import { KeyError } from './keys.js';
/** Bytes of output: a key has 44, a wrapped one some hundreds. */
const MAX_OUTPUT_BYTES = 8192;
/**
 * The trimmed output of a program. It runs without a shell, gets `input` on its standard input and never as an argument
 * (other users can read command lines), and is killed when it takes too long or prints too much. Its output appears in
 * no message or log, and its standard error is not read: it may quote the key.
 */
export function outputOf({ command, variable, timeoutMilliseconds }, input, further = []) {
    const [program = '', ...words] = command;
    return new Promise((resolve, reject) => {
        const child = spawn(program, [...words, ...further], {
            shell: false,
            stdio: ['pipe', 'pipe', 'ignore'],
            windowsHide: true,
        });
        const chunks = [];
        let length = 0;
        const end = (settle) => {
            clearTimeout(timer);
            child.kill('SIGKILL');
            // A child process of the program may keep the other end open.
            child.stdout.destroy();
            child.stdin.destroy();
            settle();
        };
        const fail = (what) => end(() => reject(new KeyError(`The program of ${variable} ${what}. Run it manually to see why.`)));
        const timer = setTimeout(() => fail(`did not end within ${timeoutMilliseconds / 1000} s`), timeoutMilliseconds);
        child.on('error', (error) => fail(`cannot be run (${error.code ?? 'unknown'})`));
        // A program that does not read its input may close it.
        child.stdin.on('error', () => undefined);
        child.stdin.end(input);
        child.stdout.on('data', (chunk) => {
            length += chunk.length;
            if (length > MAX_OUTPUT_BYTES) {
                fail('prints more than a key');
            }
            else {
                chunks.push(chunk);
            }
        });
        child.on('close', (code, signal) => {
            if (code !== 0) {
                fail(`ended with ${code ?? signal}`);
            }
            else {
                end(() => resolve(Buffer.concat(chunks).toString('utf8').trim()));
            }
        });
    });
}
