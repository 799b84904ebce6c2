import { existing, findingIn, type Rule } from '../../rule.ts';

export const mountedFileMissing: Rule = {
  id: 'mounted-file-missing',
  claims: ['ENV-1'],
  severity: 'mandatory',
  title: 'Every file mounted by subPath is among the items of its volume',
  rationale:
    'If a volume has `items`, its files are named after their `path`, not their keys. Any other subPath is mounted as an empty directory, so the program finds a directory instead of its configuration file.',
  remediation: 'Set subPath to the `path` of an item.',
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
            cause: `its items list other files; ${existing('files', files)}`,
            remedy: 'set subPath to the path of an item, or remove items so that the files are named after the keys',
          });
        }
      }
    }
  },
};
