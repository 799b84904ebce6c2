import { findingIn, placeIn, type Rule } from '../../rule.ts';

export const duplicateKey: Rule = {
  id: 'duplicate-key',
  claims: ['DEP-1'],
  severity: 'recommended',
  title: 'No mapping has a key twice',
  rationale:
    'kubectl and Helm take the last of the two without a word, kustomize refuses the file: whoever edits the first one wonders why nothing changes.',
  remediation: 'Remove one of the two.',
  source:
    'YAML 1.2, 3.2.1.1: keys are unique; sigs.k8s.io/yaml; kubectl apply: strict decoding warns of duplicate fields',
  *find({ objects }) {
    for (const entry of objects) {
      for (const { path, hidden } of entry.duplicates ?? []) {
        const { line } = entry.at(path);
        yield findingIn(entry, path, {
          message: `the key "${path.at(-1)}" is there twice, in lines ${hidden.line} and ${line}`,
          cause: 'the last one wins, and the first has no effect',
          remedy: `remove line ${hidden.line} or line ${line}`,
          related: [{ at: hiddenPlace(placeIn(entry, path), hidden), message: 'this one has no effect' }],
        });
      }
    }
  },
};

const hiddenPlace = (
  { file, object, field }: ReturnType<typeof placeIn>,
  position: { readonly line: number; readonly column: number },
): ReturnType<typeof placeIn> => ({ file, object, field, position });
