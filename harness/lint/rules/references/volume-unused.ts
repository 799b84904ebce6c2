import { findingIn, type Rule, thereIs } from '../../rule.ts';

export const volumeUnused: Rule = {
  id: 'volume-unused',
  claims: ['STO-2'],
  severity: 'recommended',
  title: 'Every volume of a pod is mounted by one of its containers',
  rationale:
    'A volume without a mount holds nothing: what the container writes goes to its own layer and is lost when the pod is replaced.',
  remediation: 'Mount the volume, or take it out.',
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
      // A mount of a volume that is not there has the wrong name: that is the finding.
      if ([...mounted].some((name) => !declared.has(name))) continue;
      for (const [index, { name }] of volumes.entries()) {
        if (mounted.has(name)) continue;
        yield findingIn(entry, [...path, 'volumes', index, 'name'], {
          message: `volume "${name}" is mounted by no container`,
          cause: mounted.size > 0 ? `mounted are others: ${thereIs(mounted)}` : 'the volumeMounts were forgotten',
          remedy: 'mount it with volumeMounts, or take it out',
        });
      }
    }
  },
};
