import { findingIn, placeIn, type Rule } from '../../rule.ts';

export const mountPathDuplicate: Rule = {
  id: 'mount-path-duplicate',
  claims: ['DEP-2'],
  severity: 'mandatory',
  title: 'No container mounts two volumes at the same path',
  rationale: 'The API server rejects a container with two mounts at one path: mountPath must be unique.',
  remediation: 'Give each mount its own path.',
  source: 'Kubernetes API, Container.volumeMounts: merged by mountPath, which must be unique',
  *find({ workloads }) {
    for (const { entry, containers } of workloads) {
      for (const { container, path } of containers) {
        const first = new Map<string, number>();
        for (const [index, { name, mountPath }] of (container.volumeMounts ?? []).entries()) {
          const earlier = first.get(mountPath);
          if (earlier === undefined) {
            first.set(mountPath, index);
            continue;
          }
          yield findingIn(entry, [...path, 'volumeMounts', index, 'mountPath'], {
            message: `volume "${name}" is mounted at ${mountPath}, where another volume is already mounted`,
            cause: 'a copied mount whose path was not changed',
            remedy: 'give it another path, or remove one of the two',
            related: [
              { at: placeIn(entry, [...path, 'volumeMounts', earlier, 'mountPath']), message: 'the first mount' },
            ],
          });
        }
      }
    }
  },
};
