import { urlOf } from '../../facts/environment/addresses.ts';
import { API_AND_WORKER, whole } from '../../facts/environment/external.ts';
import { judgeFacts } from '../../facts/environment/judge-facts.ts';
import type { ContainerEnvironment } from '../../facts/input/environment.ts';
import type { Rule } from '../../rule.ts';

/** Port that a client uses if the URL names none (pymilvus). */
const MILVUS_PORT = 19_530;

export const milvusAddress: Rule = {
  id: 'milvus-address',
  claims: ['EXT-3', 'ENV-2'],
  severity: 'mandatory',
  title: 'API and worker use the Milvus server that Compose and the config name',
  rationale:
    'Dify does not contact the vector store until the first document is indexed, so a wrong address goes unnoticed until then.',
  remediation: 'Set VECTOR_STORE to milvus, and MILVUS_URI to the host and port of external.milvus.',
  source: 'Deployment description 10.3; Dify, docker/.env.example',
  needs: 'config',
  *find(input) {
    const server = input.expected.external?.milvus;
    if (!server) return;
    const { host, port } = server;
    const store = whole('VECTOR_STORE', API_AND_WORKER, 'external.milvus', 'milvus');
    const uri = whole('MILVUS_URI', API_AND_WORKER, 'external.milvus.host', host);
    yield* judgeFacts(input, [
      store,
      { ...uri, applies: usesMilvus, read: (value) => urlOf(value)?.host, label: 'the host of MILVUS_URI' },
      {
        ...uri,
        applies: usesMilvus,
        read: portText,
        label: 'the port of MILVUS_URI',
        setting: 'external.milvus.port',
        promised: () => String(port),
      },
    ]);
  },
};

function portText(value: string): string | undefined {
  const url = urlOf(value);
  return url && String(url.port ?? MILVUS_PORT);
}

/** Another store and the settings of Dify 0.x are reported separately, and leave nothing to compare here. */
function usesMilvus({ variables }: ContainerEnvironment): boolean {
  if (variables.has('MILVUS_HOST') && !variables.has('MILVUS_URI')) return false;
  return (variables.get('VECTOR_STORE')?.value ?? 'milvus') === 'milvus';
}
