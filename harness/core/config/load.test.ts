import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CodedError } from '../errors.ts';
import { loadConfig } from './load.ts';
import { workloadOf } from './parts.ts';

const rehearsal = readFileSync('configs/rehearsal.yaml', 'utf8');

function write(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'config.yaml');
  writeFileSync(file, text);
  return file;
}

function problemsOf(text: string): readonly string[] {
  try {
    loadConfig(write(text));
  } catch (error) {
    if (error instanceof CodedError) return error.details;
    throw error;
  }
  return [];
}

const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;

test('the shipped configs are valid', () => {
  expect(workloadOf(loadConfig('configs/rehearsal.yaml').config, 'api').replicas).toBe(2);
  expect(loadConfig('configs/release.yaml').config.images.doubles).toEqual({});
});

test('every problem is reported at once, with its line and the allowed values', () => {
  const broken = rehearsal
    .replace('scope: rehearsal', 'scope: dress')
    .replace('language: en', 'langauge: en')
    .replace('replicas: 1', 'replicas: -1');
  const problems = problemsOf(broken);
  expect(problems).toHaveLength(3);
  expect(problems.join('\n')).toMatch(
    new RegExp(`:${lineOf(broken, 'scope: dress')}:.*scope.*"rehearsal"\\|"release"`),
  );
  expect(problems.join('\n')).toMatch(new RegExp(`:${lineOf(broken, 'langauge')}:1: langauge: unknown key`));
  expect(problems.join('\n')).toMatch(new RegExp(`:${lineOf(broken, 'replicas: -1')}:.*parts.worker.replicas`));
});

test('a release refuses doubles, each at its own line', () => {
  const problems = problemsOf(rehearsal.replace('scope: rehearsal', 'scope: release'));
  expect(problems).toHaveLength(4);
  expect(problems[0]).toMatch(new RegExp(`:${lineOf(rehearsal, 'langgenius/dify-api')}:`));
});

test('a file that is not YAML is named with the line', () => {
  expect(problemsOf('scope: [unclosed\nimages: x').join()).toMatch(/line \d/);
});

test('a missing file names the command to run', () => {
  expect(() => loadConfig('/nowhere/x.yaml')).toThrow(expect.objectContaining({ code: 'CONFIG_UNREADABLE' }));
});
