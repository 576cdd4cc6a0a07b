import cluster from 'node:cluster';
import type { Health } from '../mcp/http/health.js';
import type { WorkerProcess } from './supervisor.js';
import type { FromWorker, ToWorker } from './worker-messages.js';

/** Starts this program once more, as a worker of this process: both listen on the same port. */
export function forkWorker(): WorkerProcess {
  const worker = cluster.fork();
  return {
    id: worker.id,
    send: (message: ToWorker) => {
      if (worker.isConnected()) {
        // It may end in this moment; its exit is heard of.
        worker.send(message, () => {});
      }
    },
    onMessage: (listener) => void worker.on('message', (message: FromWorker) => listener(message)),
    onExit: (listener) => void worker.once('exit', (code, signal) => listener(signal ?? code)),
    kill: () => void worker.process.kill('SIGKILL'),
  };
}

/** This process as a worker. When its primary is gone, Node ends it. */
export interface ThisWorker {
  readonly id: number;
  /** Resolves when the primary asks it to stop. */
  readonly stopRequested: Promise<void>;
  /** Whether all other workers serve as well, as far as the primary knows. */
  areAllServing(): boolean;
  /** Tells the primary that calls are served, and from then on how this process is. */
  serving(health: Health): void;
}

/** Undefined if this process is no worker. */
export function thisWorker(): ThisWorker | undefined {
  const { worker } = cluster;
  if (worker === undefined) {
    return undefined;
  }
  const tell = (message: FromWorker): void => void process.send?.(message, undefined, undefined, () => {});
  let health: Health | undefined;
  let areAllServing = false;
  const stopRequested = new Promise<void>((resolve) => {
    process.on('message', (message: ToWorker) => {
      if (message.kind === 'stop') {
        resolve();
      } else if (message.kind === 'peers') {
        areAllServing = message.areAllServing;
      } else {
        const { question, about } = message;
        void Promise.resolve(health?.[about]()).then(
          (answer) => answer && tell({ kind: 'health', question, answer }),
        );
      }
    });
  });
  return {
    id: worker.id,
    stopRequested,
    areAllServing: () => areAllServing,
    serving: (own) => {
      health = own;
      tell({ kind: 'serving' });
    },
  };
}
