import { Router, type RequestHandler } from 'express';
import { ReadinessProbe, type ReadinessCheck } from './readiness.js';

/** What health is read from. */
interface HealthOptions {
  /** Whether the server is stopping. */
  readonly isDraining: () => boolean;
  /** What serving needs, by name. */
  readonly checks: Readonly<Record<string, ReadinessCheck>>;
  /** Checks that may fail without making the server unready. */
  readonly optionalChecks?: Readonly<Record<string, ReadinessCheck>> | undefined;
}

/**
 * `/healthz`: the process answers; restart it if not. `/readyz`: calls can be served; send none while it is 503. For
 * load balancers, which know neither name nor token, so that both tell nothing that is worth knowing to others.
 */
export function healthRoutes({ isDraining, checks, optionalChecks = {} }: HealthOptions): Router {
  const probe = new ReadinessProbe({ ...checks, ...optionalChecks }, Object.keys(optionalChecks));
  const stopping: RequestHandler = (_request, response, next) => {
    if (isDraining()) {
      response.status(503).json({ status: 'stopping' });
    } else {
      next();
    }
  };
  const router = Router();
  router.get('/healthz', stopping, (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', stopping, async (_request, response) => {
    const found = await probe.check();
    response.status(found.status === 'not ready' ? 503 : 200).json(found);
  });
  return router;
}
