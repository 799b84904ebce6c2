import { composeNameTest } from '../../facts/environment/address-faults.ts';
import { urlsIn } from '../../facts/environment/addresses.ts';
import { serviceNames } from '../../facts/environment/service-names.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { existing, findingIn, type Rule } from '../../rule.ts';

export const composeHostnameInFile: Rule = {
  id: 'compose-hostname-in-file',
  claims: ['SVC-3', 'SVC-2'],
  severity: 'mandatory',
  title: 'No file in a ConfigMap contains an address that only Compose resolves',
  rationale:
    'Files for nginx, squid or the sandbox are copied as a whole, including the names of the Compose services. nginx does not start if it cannot resolve a name; others fail on first use.',
  remediation: 'Use the name of the Kubernetes Service in the file.',
  source: 'Deployment description 2, 10.5; Dify, docker/nginx, docker/ssrf_proxy',
  *find(input) {
    const isComposeName = composeNameTest(input);
    for (const { kind, entry, keys } of input.sources.all) {
      if (kind !== 'ConfigMap') continue;
      const { namespace } = entry.object.metadata;
      for (const [key, { path, value }] of keys) {
        for (const host of value?.includes('\n') && value.includes('://') ? hostsIn(value) : []) {
          if (!isComposeName(host, namespace)) continue;
          yield findingIn(entry, path, {
            message: `${key} contains an address at "${host}", a name from the Compose deployment`,
            cause: `the file was copied from Compose; ${servicesOf(input, namespace)}`,
            remedy: 'use the name of the Kubernetes Service',
          });
        }
      }
    }
  },
};

const servicesOf = (input: LintInput, namespace = 'default'): string =>
  existing('Services', serviceNames(input).namesIn(namespace));

/** Each host once; comment lines are skipped. */
function hostsIn(text: string): Set<string> {
  const lines = text.split('\n').filter((line) => line.includes('://') && !/^\s*(#|\/\/)/.test(line));
  const hosts = lines.flatMap((line) => urlsIn(line).map(({ host }) => host));
  // `$host` and `{name}` are filled in by the program that reads the file.
  return new Set(hosts.filter((host) => !/[${}]/.test(host)));
}
