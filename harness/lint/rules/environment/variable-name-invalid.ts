import { placeKey } from '../../facts/environment/address-faults.ts';
import { workloadName } from '../../facts/environment/places.ts';
import type { Rule } from '../../rule.ts';

export const variableNameInvalid: Rule = {
  id: 'variable-name-invalid',
  claims: ['ENV-1'],
  severity: 'recommended',
  title: 'Every key that envFrom passes to a container is a valid variable name',
  rationale:
    'Dify only reads names of letters, digits and "_". A key such as app.log or LOG-LEVEL sets nothing; before Kubernetes 1.34, the kubelet may drop a key that begins with a digit, with only an event to show for it.',
  remediation: 'Use "_" in the variable name, and keep files in a separate ConfigMap that is mounted.',
  source: 'Kubernetes KEP-4369 (beta 1.32, stable 1.34); Kubernetes API, EnvVar.name',
  *find({ environments }) {
    const said = new Set<string>();
    for (const environment of environments) {
      for (const variable of environment.variables.values()) {
        if (/^[A-Za-z_]\w*$/.test(variable.name)) continue;
        const key = placeKey(variable);
        if (said.has(key)) continue;
        said.add(key);
        yield {
          kind: 'finding',
          at: variable.definedAt,
          message: `"${variable.name}" is passed to ${workloadName(environment)} as a variable that nothing reads`,
          cause: variable.name.includes('.')
            ? 'it is a file, but the container takes the whole ConfigMap as its environment'
            : 'the name is misspelled: variable names use "_"',
          remedy: variable.name.includes('.')
            ? 'move it to a separate ConfigMap and mount that'
            : `rename it to ${variable.name.replaceAll(/\W/g, '_')}`,
        };
      }
    }
  },
};
