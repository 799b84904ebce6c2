import { expect, test } from 'vitest';
import { type Config, loadConfig } from '../core/config/index.ts';
import { buildProgramsOf, buildsImages, programsOf } from './programs.ts';

const { config } = loadConfig('configs/rehearsal.yaml');
const withConfig = (sources: Config['images']['sources'], deploy: Config['manifests']['deploy'] = 'apply') => ({
  ...config,
  images: { ...config.images, sources },
  manifests: { ...config.manifests, deploy },
});

test('each image source brings the programs that it starts', () => {
  const plain = withConfig(['registry', 'archive']);
  expect(programsOf(plain)).toEqual(['docker', 'kind', 'k6', 'chromium']);
  expect(buildProgramsOf(plain)).toEqual([]);
  expect(buildsImages(plain)).toBe(false);
  const packages = withConfig(['registry', 'packages']);
  expect(programsOf(packages)).toEqual(programsOf(plain));
  expect(buildProgramsOf(packages)).toEqual(['go', 'python3', 'pip', 'mmdebstrap']);
  expect(buildsImages(packages)).toBe(true);
});

test('a deploy script calls kubectl and envsubst; where the node image is built, kubectl comes from it', () => {
  expect(programsOf(withConfig(['registry'], 'script'))).toEqual(expect.arrayContaining(['kubectl', 'envsubst']));
  const built = programsOf(withConfig(['packages'], 'script'));
  expect(built).toContain('envsubst');
  expect(built).not.toContain('kubectl');
});
