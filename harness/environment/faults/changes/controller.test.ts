import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { argument, middlewareOperations } from './controller.ts';

const CONTAINER = '/spec/template/spec/containers/0';

it('gives the controller one more argument and leaves the others', () => {
  expect(argument('--x=1')).toEqual({ op: 'add', path: `${CONTAINER}/args/-`, value: '--x=1' });
});

it('puts every request through a middleware that the pod reads from its own annotation', () => {
  const operations = middlewareOperations({ buffering: { maxResponseBodyBytes: 1 } });
  const value = (path: string) => operations.find((one) => one.path === path)?.value;
  const [text] = Object.values(value('/spec/template/metadata/annotations') as Record<string, string>);
  expect(parse(text ?? '')).toEqual({ http: { middlewares: { fault: { buffering: { maxResponseBodyBytes: 1 } } } } });
  const [mount] = value(`${CONTAINER}/volumeMounts`) as { mountPath: string }[];
  const added = operations.filter(({ path }) => path === `${CONTAINER}/args/-`).map((one) => one.value);
  expect(added).toEqual([
    `--providers.file.filename=${mount?.mountPath}/dynamic.yaml`,
    '--entrypoints.web.http.middlewares=fault@file',
  ]);
});
