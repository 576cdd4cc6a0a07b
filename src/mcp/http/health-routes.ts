import { Router, type RequestHandler } from 'express';
import { ReadinessProbe, type ReadinessCheck } from './readiness.js';

/** Sources of health. */
interface HealthOptions {
  /** Whether the server is stopping. */
  readonly isDraining: () => boolean;
  /** Checks that serving depends on, by name. */
  readonly checks: Readonly<Record<string, ReadinessCheck>>;
  /** Checks that may fail without making the server unready. */
  readonly optionalChecks?: Readonly<Record<string, ReadinessCheck>> | undefined;
}

/**
 * `/healthz`: the process is alive; restart it if not. `/readyz`: calls can be served; route none to it while it is
 * 503. Load balancers authenticate with neither name nor token, so neither reveals anything sensitive.
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
