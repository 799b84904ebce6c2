import { expect, test } from 'vitest';
import { loadManifests } from '../load.ts';
import { yaml } from '../testing/sets.ts';
import { folderOf, only } from './testing/render.ts';

const CHART = { 'Chart.yaml': 'name: dify\nversion: 1.0.0\n' };
const NOTHING = { PATH: '/nonexistent' };

test('the digest is that of what was rendered', async () => {
  const root = await folderOf(CHART);
  const digest = async (value: string) => {
    const text = yaml('v1', 'ConfigMap', 'one', `data: { A: "${value}" }\n`);
    return (await loadManifests(root, { env: await only('helm', `cat <<'END'\n${text}END`) })).digest;
  };
  expect(await digest('1')).toBe(await digest('1'));
  expect(await digest('1')).not.toBe(await digest('2'));
});

test('without the program it is said what to install, and what to type elsewhere', async () => {
  const chart = await loadManifests(await folderOf(CHART), { env: NOTHING }).catch((error: unknown) => error);
  expect(chart).toMatchObject({
    code: 'RENDERER_MISSING',
    hint: expect.stringMatching(/helm template dify \S+ .*> rendered\/all\.yaml$/),
  });
  const overlay = await folderOf({ Kustomization: '' });
  await expect(loadManifests(overlay, { env: NOTHING })).rejects.toMatchObject({
    code: 'RENDERER_MISSING',
    message: expect.stringContaining('kustomize or kubectl is not installed'),
  });
});

test("a chart that can't be rendered is an error of the user, in the program's own words", async () => {
  const env = await only('helm', 'echo "Error: missing in charts/ directory: redis" >&2; exit 1');
  await expect(loadManifests(await folderOf(CHART), { env })).rejects.toMatchObject({
    code: 'RENDER_FAILED',
    details: expect.arrayContaining(['Error: missing in charts/ directory: redis']),
    hint: expect.stringMatching(/^helm dependency build /),
  });
});

test('what is rendered to nothing, to no YAML, or from two things at once is refused', async () => {
  const root = await folderOf(CHART);
  const rendered = async (text: string) => loadManifests(root, { env: await only('helm', `printf '${text}'`) });
  await expect(rendered('# nothing')).rejects.toMatchObject({ code: 'MANIFESTS_EMPTY' });
  await expect(rendered('a: 1\\nb: [')).rejects.toMatchObject({
    code: 'MANIFESTS_UNREADABLE',
    details: [expect.stringMatching(/ \(rendered\):2: not YAML/)],
  });
  const both = await folderOf({ ...CHART, 'kustomization.yaml': '' });
  await expect(loadManifests(both)).rejects.toMatchObject({ code: 'MANIFESTS_AMBIGUOUS' });
});
