import { isSkewed, partImages } from '../../facts/images/part-images.ts';
import type { Rule } from '../../rule.ts';

export const apiWorkerImageDiffers: Rule = {
  id: 'api-worker-image-differs',
  claims: ['IMG-1'],
  severity: 'mandatory',
  title: 'API and worker run the same image',
  rationale:
    'They share the database schema, the task names and the queues: with two versions tasks get lost, or fail on arguments that the other side does not know.',
  remediation: 'Write the same image in both Deployments.',
  source: 'Deployment description 7; Dify, docker/docker-compose.yaml: one image with MODE=api and MODE=worker',
  *find(input) {
    const images = partImages(input);
    const [api, worker] = [images.get('api'), images.get('worker')];
    if (!api || !worker || !isSkewed(images)) return;
    yield {
      kind: 'finding',
      at: worker.at,
      message: `the worker runs ${worker.text}, the API ${api.text}`,
      cause: 'one of the two was upgraded alone, or the wrong image was copied',
      remedy: `write ${api.text} in both, or the other one in both`,
      related: [{ at: api.at, message: 'the image of the API' }],
    };
  },
};
