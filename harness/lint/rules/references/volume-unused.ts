import { findingIn, type Rule } from '../../rule.ts';

export const volumeUnused: Rule = {
  id: 'volume-unused',
  claims: ['STO-2'],
  severity: 'recommended',
  title: 'Every volume of a pod is mounted by one of its containers',
  rationale:
    'Without a mount, the container writes to its own writable layer instead of the volume, and the data is lost when the pod is replaced.',
  remediation: 'Mount the volume, or remove it.',
  source: 'Kubernetes, "Volumes"',
  *find({ workloads }) {
    for (const { entry, containers, spec, path } of workloads) {
      const volumes = spec.volumes ?? [];
      const mounted = new Set(
        containers.flatMap(({ container }) =>
          [...(container.volumeMounts ?? []), ...(container.volumeDevices ?? [])].map(({ name }) => name),
        ),
      );
      const declared = new Set(volumes.map(({ name }) => name));
      // If a container mounts a missing volume, one of the two names is wrong: volume-missing reports it.
      if ([...mounted].some((name) => !declared.has(name))) continue;
      for (const [index, { name }] of volumes.entries()) {
        if (mounted.has(name)) continue;
        yield findingIn(entry, [...path, 'volumes', index, 'name'], {
          message: `no container mounts volume "${name}"`,
          cause:
            mounted.size > 0
              ? `the containers mount only ${[...mounted].sort().join(', ')}`
              : 'the containers have no volumeMounts',
          remedy: 'mount it with volumeMounts, or remove it',
        });
      }
    }
  },
};
