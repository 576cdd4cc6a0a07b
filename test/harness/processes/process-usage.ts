import { readFileSync } from 'node:fs';

interface Process {
  readonly pid?: number | undefined;
}

/** Memory of a process in MB that is in RAM (resident set), as Linux counts it. */
export function residentMegabytes({ pid }: Process): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

/** Milliseconds of processor time that a process has used, of all its threads; in steps of 10 as Linux counts it. */
export function processorMilliseconds({ pid }: Process): number {
  const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the program's name, which may hold anything but comes in brackets.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
