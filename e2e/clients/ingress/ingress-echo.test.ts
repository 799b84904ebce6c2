import { expect, test } from 'vitest';
import { shapingAnnotations } from './ingress-echo.ts';

test('annotations that shape how a request is passed on are kept, those that redirect it are not', () => {
  const nginx = 'nginx.ingress.kubernetes.io';
  const kept = {
    [`${nginx}/proxy-body-size`]: '100m',
    [`${nginx}/use-regex`]: 'true',
    'kubernetes.io/ingress.class': 'n',
  };
  const left = {
    [`${nginx}/rewrite-target`]: '/$2',
    [`${nginx}/auth-url`]: 'http://x',
    [`${nginx}/ssl-redirect`]: 'true',
    [`${nginx}/canary-weight`]: '10',
    'kubectl.kubernetes.io/last-applied-configuration': '{}',
  };
  expect(shapingAnnotations({ metadata: { annotations: { ...kept, ...left } } })).toEqual(kept);
  expect(shapingAnnotations({})).toEqual({});
});
