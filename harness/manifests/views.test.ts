import { expect, test } from 'vitest';
import { imagesOf } from './images.ts';
import { setOf, yaml } from './testing/sets.ts';
import { isSelectingService, podsOf } from './views.ts';

const template = `spec:
  template:
    metadata:
    spec:
      initContainers:
      volumes:
      containers:
        - { name: api, image: "langgenius/dify-api:1.11.4", command: null }
`;

test('a field without a value is absent: its Deployment stays in the list of images', async () => {
  const set = await setOf(yaml('apps/v1', 'Deployment', 'api', template));
  expect(imagesOf(set)).toEqual(['langgenius/dify-api:1.11.4']);
  expect(podsOf(set.objects)).toEqual([{ containers: [{ name: 'api', image: 'langgenius/dify-api:1.11.4' }] }]);
});

test('a Service with an empty selector finds no pods by labels', async () => {
  const set = await setOf(yaml('v1', 'Service', 'api', 'spec:\n  selector:\n  ports: [{ port: 80 }]\n'));
  expect(set.objects.map(({ object }) => isSelectingService(object))).toEqual([false]);
});
