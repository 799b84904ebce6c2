import { findingIn, type Rule, thereIs } from '../../rule.ts';

export const mountedFileMissing: Rule = {
  id: 'mounted-file-missing',
  claims: ['ENV-1'],
  severity: 'mandatory',
  title: 'A file that is mounted by subPath is one that the volume lists',
  rationale:
    'Where a volume has `items`, its files have the names of their `path`, not of their keys. Any other subPath is mounted as an empty folder: the program finds a folder instead of its configuration.',
  remediation: 'Make subPath equal to the `path` of an item.',
  source: 'Kubernetes, "ConfigMaps": items; "Volumes": Using subPath',
  *find({ workloads }) {
    for (const { entry, containers, spec } of workloads) {
      const listed = new Map(
        (spec.volumes ?? []).map(({ name, configMap, secret }) => [name, (configMap ?? secret)?.items]),
      );
      for (const { container, path } of containers) {
        for (const [index, { name, subPath }] of (container.volumeMounts ?? []).entries()) {
          const files = listed.get(name)?.map((item) => item.path);
          if (!subPath || !files || files.some((file) => file === subPath || file.startsWith(`${subPath}/`))) continue;
          yield findingIn(entry, [...path, 'volumeMounts', index, 'subPath'], {
            message: `volume "${name}" has no file "${subPath}"`,
            cause: `its items make other files: ${thereIs(files)}`,
            remedy: 'make subPath equal to the path of an item, or take the items out: then the keys are the files',
          });
        }
      }
    }
  },
};
