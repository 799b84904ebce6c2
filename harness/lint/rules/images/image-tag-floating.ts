import { imageUses } from '../../facts/images/images.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const imageTagFloating: Rule = {
  id: 'image-tag-floating',
  claims: ['IMG-1'],
  severity: 'mandatory',
  title: 'Each image names a version, or a digest',
  rationale:
    'What "latest" is changes without notice: two pods of one Deployment may run different programs, a restart is an upgrade, and there is no way back.',
  remediation: 'Write the version that was tested, or the digest.',
  source: 'Deployment description 7; Kubernetes, "Images": avoid :latest',
  *find(input) {
    for (const { workload, path, text, read } of imageUses(input)) {
      if (!('fault' in read) || read.fault !== 'floating') continue;
      const [, tag] = /:([\w.-]+)$/.exec(text) ?? [];
      yield findingIn(workload.entry, path, {
        message: tag
          ? `image "${text}": the tag "${tag}" is no version`
          : `image "${text}" has no tag: latest is taken`,
        cause: "taken over from Dify's docker-compose.yaml or a tutorial",
        remedy: 'write the version that was tested',
      });
    }
  },
};
