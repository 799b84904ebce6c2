import { placeKey } from '../../facts/environment/address-faults.ts';
import { workloadName } from '../../facts/environment/places.ts';
import type { Rule } from '../../rule.ts';

export const variableNameInvalid: Rule = {
  id: 'variable-name-invalid',
  claims: ['ENV-1'],
  severity: 'recommended',
  title: 'Every key that envFrom hands to a container is a name that a program can read as a variable',
  rationale:
    'Dify reads names of letters, digits and "_" only. A key such as app.log or LOG-LEVEL sets nothing; before Kubernetes 1.34 kubelet may drop a key that begins with a digit, with no more than an event.',
  remediation: 'Write the variable with "_", and keep files in a ConfigMap of their own that is mounted.',
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
          message: `"${variable.name}" reaches ${workloadName(environment)} as a variable that nothing reads`,
          cause: variable.name.includes('.')
            ? 'it is a file, and the container takes the whole ConfigMap as its environment'
            : 'the name is misspelt: variables are written with "_"',
          remedy: variable.name.includes('.')
            ? 'move it to a ConfigMap of its own and mount that'
            : `write ${variable.name.replaceAll(/\W/g, '_')}`,
        };
      }
    }
  },
};
