import { expect, it } from 'vitest';
import { imageProblems } from './image-rules.ts';

const good = 'langgenius/dify-api:1.11.4';

it('accepts released versions and digests', () => {
  const images = new Map([
    ['api', good],
    ['web', `langgenius/dify-web@sha256:${'a'.repeat(64)}`],
  ]);
  expect(imageProblems(images, ['api'])).toEqual([]);
});

it.each([
  ['my-docker-registry/dify-web:custom-v1', 'placeholder'],
  ['langgenius/dify-web:latest', 'floats'],
  ['langgenius/dify-web', 'has no tag'],
  ['registry.test:5000/dify-web', 'has no tag'],
])('refuses %s', (image, why) => {
  expect(imageProblems(new Map([['web', image]]), [])).toEqual([expect.stringContaining(why)]);
});

it('requires the same image for API and worker', () => {
  const images = new Map([
    ['api', good],
    ['worker', 'langgenius/dify-api:1.11.3'],
  ]);
  expect(imageProblems(images, ['api', 'worker'])).toEqual([expect.stringContaining('different images')]);
});
