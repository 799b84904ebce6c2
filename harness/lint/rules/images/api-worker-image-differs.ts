import { isSkewed, partImages } from '../../facts/images/part-images.ts';
import type { Rule } from '../../rule.ts';

export const apiWorkerImageDiffers: Rule = {
  id: 'api-worker-image-differs',
  claims: ['IMG-1'],
  severity: 'mandatory',
  title: 'API and worker run the same image',
  rationale:
    'They share the database schema, the task names and the queues: with different versions, tasks get lost or fail on arguments that the other side does not know.',
  remediation: 'Use the same image in both Deployments.',
  source: 'Deployment description 7; Dify, docker/docker-compose.yaml: one image with MODE=api and MODE=worker',
  *find(input) {
    const images = partImages(input);
    const [api, worker] = [images.get('api'), images.get('worker')];
    if (!api || !worker || !isSkewed(images)) return;
    yield {
      kind: 'finding',
      at: worker.at,
      message: `the worker runs ${worker.text}, the API ${api.text}`,
      cause: 'only one of them was upgraded, or the wrong image was copied',
      remedy: `use ${api.text} in both, or ${worker.text} in both`,
      related: [{ at: api.at, message: 'the image of the API' }],
    };
  },
};
