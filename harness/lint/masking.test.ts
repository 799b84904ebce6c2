import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { casesFiles, readCases } from './cases/files.ts';
import { FORMAT_NAMES, formatNamed } from './formats/index.ts';
import type { LintResult } from './lint-set.ts';
import { judged } from './testing/judged.ts';

const SET = join('fixtures', 'manifests', 'dify');
const FIXTURE = Object.fromEntries(
  readdirSync(SET)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => [name, readFileSync(join(SET, name), 'utf8')]),
);
const formats = await Promise.all(FORMAT_NAMES.map(async (name) => ({ name, render: await formatNamed(name) })));
const shown = (result: LintResult): string[] =>
  formats.map(({ render }) => render(result, { colour: false, version: '0' }));

/** The fixture set whose plugin daemon has two replicas, with a value for each secret. */
const withSecrets = (value: string) =>
  judged({
    ...FIXTURE,
    '11-secret.yaml': (FIXTURE['11-secret.yaml'] ?? '').replaceAll(/\$\{\w+\}/g, () => JSON.stringify(value)),
    '31-plugin-daemon.yaml': (FIXTURE['31-plugin-daemon.yaml'] ?? '').replace('replicas: 1', 'replicas: 2'),
  });

describe('a secret that is also a name', () => {
  test.each(['sandbox', 'api', 'dify', 'plugin-daemon', 'dify-config', '8194', 'true'])(
    '"%s" changes no name, and is hidden where it stands',
    async (value) => {
      const result = await withSecrets(value);
      const [text = '', json = ''] = shown(result);
      expect(text).toContain('plugin-daemon-replicas (REP-1, STO-2)');
      expect(text).toContain('Deployment dify/dify-plugin-daemon: the plugin daemon has 2 replicas');
      const objects = new Set(result.set.objects.map(({ object: { kind, metadata } }) => [kind, metadata.name].join()));
      const named = (JSON.parse(json).findings as { object: string; file: string; rule: string }[]).map((finding) => {
        const [kind = '', name = ''] = finding.object.split(' ');
        return `${kind},${name.split('/').at(-1)}`;
      });
      expect(named.filter((name) => !objects.has(name))).toEqual([]);
      for (const all of shown(result)) expect(all.replaceAll(/: \[redacted\]$/gm, '')).not.toMatch(/\[redacted\](?!@)/);
      const secrets = text.split('\n').filter((line) => /^[\s>]+\d+ \| {3}[A-Z_0-9]+_(KEY|PASSWORD): /.test(line));
      expect(secrets.filter((line) => line.endsWith(`: ${JSON.stringify(value)}`) && value !== 'true')).toEqual([]);
    },
  );
});

const CANARY = 'Kq7-canary+Zx/92';

describe('a secret that flows', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  test.each([
    ['into a command line', `args: ["--requirepass", "${CANARY}"]`],
    ['into a word of a command line', `args: ["redis-cli -a ${CANARY} ping"]`],
    ['into a URL', `args: ["redis://:${encodeURIComponent(CANARY)}@redis:6379"]`],
    ['into a URL that it breaks', `args: ["redis://:${CANARY}@redis:6379"]`],
    ['into a header', `args: ["curl -H 'Authorization: Basic ${base64(`dify:${CANARY}`)}'"]`],
    ['in Base64', `args: ["${base64(CANARY)}"]`],
    ['in Base64 for URLs', `args: ["${Buffer.from(CANARY).toString('base64url')}"]`],
    ['into an entry of a list', `args:\n            - --password\n            - ${CANARY}`],
    ['into a sentence', `args: ["hello ${CANARY}, how are you"]`],
  ])('%s is hidden', async (_, field) => {
    const daemon = (FIXTURE['31-plugin-daemon.yaml'] ?? '').replace(
      '          image:',
      `          ${field}\n          image:`,
    );
    const secret = (FIXTURE['11-secret.yaml'] ?? '').replace('${PLUGIN_DAEMON_KEY}', CANARY);
    const result = await judged({
      ...FIXTURE,
      '11-secret.yaml': secret,
      '31-plugin-daemon.yaml': daemon.replace(/image: .*/, 'image: UPPER:1'),
    });
    const [text = ''] = shown(result);
    expect(text).toContain('image-reference-invalid');
    for (const all of shown(result)) {
      expect(all).not.toContain(CANARY);
      expect(all).not.toContain(base64(CANARY).replace(/=+$/, ''));
      expect(all).not.toContain(base64(`dify:${CANARY}`).slice(8, 20));
      expect(all).not.toContain(encodeURIComponent(CANARY));
    }
  });
});

describe('every rule', () => {
  const values = 'canary-of-Lint-77';
  /** A password in each URL, and the canary as the value of what is filled in. */
  const seeded = (text: string) =>
    text.replaceAll(/\$\{[A-Z_]+\}/g, values).replaceAll(/(https?|redis):\/\/(?!\S*@)/g, `$1://user:${values}@`);
  test.each([...casesFiles()])('%s shows no secret of its bad cases', async (id, file) => {
    for (const { manifests } of readCases(file).bad) {
      const result = await judged({ 'all.yaml': seeded(manifests) }, { rules: [id] }).catch(() => undefined);
      for (const all of result ? shown(result) : []) expect(all).not.toContain(values);
    }
  });
});
