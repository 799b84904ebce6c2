import { describe, expect, it } from 'vitest';
import { declaredEnv, differingNames, envSources, parseEnviron } from './declared-env.ts';

const sources = envSources(
  [{ metadata: { name: 'config' }, data: { A: 'from-config', B: 'b', URL: 'http://x' } }],
  [{ metadata: { name: 'secret' }, data: { A: Buffer.from('from-secret').toString('base64') } }],
);

describe('declaredEnv', () => {
  it('lets a later envFrom win, and env over both', () => {
    const env = declaredEnv(
      {
        name: 'c',
        envFrom: [{ configMapRef: { name: 'config' } }, { secretRef: { name: 'secret' } }],
        env: [{ name: 'B', value: 'own' }],
      },
      sources,
    );
    expect(Object.fromEntries(env.values)).toEqual({ A: 'from-secret', B: 'own', URL: 'http://x' });
  });

  it('expands references to what came before, and keeps escaped and unknown ones', () => {
    const env = declaredEnv(
      {
        name: 'c',
        envFrom: [{ configMapRef: { name: 'config' } }],
        env: [{ name: 'X', value: '$(URL)/a $(NOPE) $$(URL)' }],
      },
      sources,
    );
    expect(env.values.get('X')).toBe('http://x/a $(NOPE) $(URL)');
  });

  it('lists references to what does not exist, unless they are optional', () => {
    const ref = (name: string, key: string, optional = false) => ({
      name: `${name}_${key}`,
      valueFrom: { secretKeyRef: { name, key, optional } },
    });
    const env = declaredEnv(
      {
        name: 'c',
        envFrom: [{ configMapRef: { name: 'gone' } }],
        env: [ref('secret', 'NO'), ref('secret', 'MAYBE', true), ref('secret', 'A')],
      },
      sources,
    );
    expect(env.missing).toEqual(['ConfigMap gone', 'Secret secret, key NO']);
    expect(env.values.get('secret_A')).toBe('from-secret');
  });

  it('lists what it cannot know', () => {
    const env = declaredEnv(
      { name: 'c', env: [{ name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }] },
      sources,
    );
    expect(env.unknown).toEqual(['IP']);
  });
});

describe('differingNames', () => {
  it('names differing and unset variables without their values', () => {
    const declared = declaredEnv({ name: 'c', env: ['A', 'B', 'C'].map((name) => ({ name, value: '1' })) }, sources);
    expect(differingNames(declared, parseEnviron('A=1\0B=2\0EXTRA=9\0'))).toEqual(['B', 'C (not set)']);
  });
});

it('keeps = and line breaks in values of an environ file', () => {
  expect(parseEnviron('A=x=y\0B=1\n2\0')).toEqual(
    new Map([
      ['A', 'x=y'],
      ['B', '1\n2'],
    ]),
  );
});
