import { Router } from 'express';
import { HEALTH_PATHS } from './health.js';
/** Answers probes on the port that serves callers. */
export function healthRoutes(health) {
    const router = Router();
    for (const [path, question] of Object.entries(HEALTH_PATHS)) {
        router.get(path, async (_request, response) => {
            const { status, body } = await health[question]();
            response.status(status).json(body);
        });
    }
    return router;
}
