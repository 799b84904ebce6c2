import { describe, expect, it } from 'vitest';
import type { Environment } from '../environment.ts';
import type { Kube } from '../probes/kube.ts';
import { applyFault } from './apply.ts';
import type { PatchOperation } from './fields.ts';
import { FAULT_KINDS, nameOfFault, parseFault } from './registry.ts';
import { filled } from './target.ts';

interface Service {
  spec: { clusterIP: string; ports: { port: number }[] };
  metadata: { labels: Record<string, string> };
}

/** A cluster with one Service, which knows the JSON Patches that faults make of it. */
function cluster(stubborn = false) {
  const service: Service = {
    spec: { clusterIP: '10.0.0.7', ports: [{ port: 3000 }] },
    metadata: { labels: { app: 'web' } },
  };
  const patches: PatchOperation[][] = [];
  const core = {
    readNamespacedService: async () => structuredClone(service),
    patchNamespacedService: async ({ body }: { body: PatchOperation[] }) => {
      patches.push(body);
      if (stubborn && patches.length > 1) return;
      for (const { path, value } of body) {
        if (path === '/spec') service.spec = value as Service['spec'];
        if (path === '/spec/ports/0/port') service.spec.ports = [{ port: value as number }];
      }
    },
  };
  const environment = {
    ledger: [{ part: 'dify-web', kind: 'substitute' }],
    config: {
      parts: { web: { deployment: 'the-web', service: 'web-service', port: 3000 } },
      external: { redis: { host: 'db', port: 6379 } },
    },
  } as unknown as Environment;
  const kube = { namespace: 'dify', core } as unknown as Kube;
  const running = { name: 'c', runId: 'r', kubeconfig: '', context: '' };
  return { service, patches, target: { environment, kube, cluster: running } };
}

const OTHER_PORT = {
  kind: 'patch',
  object: 'Service',
  part: 'web',
  operations: [{ op: 'replace', path: '/spec/ports/0/port', value: 1 }],
} as const;

describe('applyFault', () => {
  it('changes an object and changes it back', async () => {
    const { service, target } = cluster();
    const fault = await applyFault(target, OTHER_PORT);
    expect(service.spec.ports).toEqual([{ port: 1 }]);
    await fault[Symbol.asyncDispose]();
    expect(service.spec).toEqual({ clusterIP: '10.0.0.7', ports: [{ port: 3000 }] });
  });

  it('says so when the object is not what it was', async () => {
    const fault = await applyFault(cluster(true).target, OTHER_PORT);
    await expect(fault[Symbol.asyncDispose]()).rejects.toMatchObject({ code: 'FAULT_NOT_REVERTED' });
  });

  it('turns no switch of a part that is no double', async () => {
    const turned = applyFault(cluster().target, { kind: 'switch', name: 'old-settings', part: 'web' });
    await expect(turned).rejects.toMatchObject({ code: 'FAULT_NEEDS_DOUBLE' });
  });
});

describe('placeholders', () => {
  it('are filled with what the config and the cluster know', async () => {
    const value = { a: 'redis://${external:redis}/5', b: ['${service:web}', '${address:web}'], c: '$(KEPT)' };
    expect(await filled(cluster().target, value)).toEqual({
      a: 'redis://db:6379/5',
      b: ['web-service', '10.0.0.7'],
      c: '$(KEPT)',
    });
  });
});

describe('the registry', () => {
  it('knows each kind by a name of its own', () => {
    const names = FAULT_KINDS.map(({ kind }) => kind);
    expect(names).toEqual([...new Set(names)]);
  });

  it.each(FAULT_KINDS.map((kind) => [kind.kind, kind] as const))(
    'shows %s with an example that it can parse',
    (_, kind) => {
      const saved: unknown = JSON.parse(JSON.stringify(kind.example));
      expect(kind.parse(saved)).toEqual(kind.example);
      expect(nameOfFault(kind.example)).not.toBe('');
    },
  );

  it('refuses a kind that it does not have, a field too many and one too few', () => {
    expect(() => parseFault({ kind: 'gone' })).toThrow('unknown kind of fault: gone');
    expect(() => parseFault({ kind: 'nodes-cordoned', extra: 1 } as { kind: string })).toThrow('extra');
    expect(() => parseFault({ kind: 'image-tag' })).toThrow('tag');
  });
});
