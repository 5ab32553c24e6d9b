import { collectDefaultMetrics, Registry } from 'prom-client';

/**
 * A fresh registry of Prometheus metrics for one process role (`api`, `web`, `worker`), with the usual process
 * metrics. Each role has its own, labelled `role`, so that all roles can share one process. Build own metrics with
 * `registers: [registry]`, or they land in the library's global one. Call `registry.clear()` when the role stops.
 */
export function roleMetrics(role: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ role });
  collectDefaultMetrics({ register: registry });
  return registry;
}
