import { documents } from '../../example-text.ts';
import { partText } from '../../facts/dify/examples.ts';
import { findingAt, partIn, plainText } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

const daemon = partText('plugin-daemon', { env: { MAX_PLUGIN_PACKAGE_SIZE: '52428800' } });
const api = (size: string) => partText('api', { env: { PLUGIN_MAX_PACKAGE_SIZE: size } });

export const pluginPackageSizeDiffers: Rule = {
  id: 'plugin-package-size-differs',
  claims: ['ENV-2'],
  severity: 'recommended',
  title: 'API and plugin daemon take plugins up to the same size',
  rationale:
    'The smaller number decides: a plugin that one of them takes, the other refuses, with a message about an upload that failed.',
  remediation: 'Write the same number of bytes into PLUGIN_MAX_PACKAGE_SIZE and MAX_PLUGIN_PACKAGE_SIZE.',
  source: 'Dify docker/docker-compose.yaml: both are made from PLUGIN_MAX_PACKAGE_SIZE',
  examples: {
    bad: { manifests: documents(api('15728640'), daemon) },
    good: { manifests: documents(api('52428800'), daemon) },
  },
  mutation: [
    {
      file: 'manifests/dify/10-configmap.yaml',
      replace: '\n  PLUGIN_MAX_PACKAGE_SIZE: "52428800"',
      by: '\n  PLUGIN_MAX_PACKAGE_SIZE: "15728640"',
    },
    {
      file: 'compose/docker-compose.yaml',
      replace: '  PLUGIN_MAX_PACKAGE_SIZE: ${PLUGIN_MAX_PACKAGE_SIZE}\n',
      by: '  PLUGIN_MAX_PACKAGE_SIZE: "15728640"\n',
    },
  ],
  *find(input) {
    const [api, daemon] = [partIn(input, 'api'), partIn(input, 'plugin-daemon')];
    const [ours, theirs] = [plainText(api, 'PLUGIN_MAX_PACKAGE_SIZE'), plainText(daemon, 'MAX_PLUGIN_PACKAGE_SIZE')];
    const variable = api?.variables.get('PLUGIN_MAX_PACKAGE_SIZE');
    if (!variable || ours === undefined || theirs === undefined || ours === theirs) return;
    const other = daemon?.variables.get('MAX_PLUGIN_PACKAGE_SIZE');
    yield findingAt(variable.definedAt, {
      message: `the API takes plugins up to ${ours} bytes, the plugin daemon up to ${theirs}`,
      cause: 'one of the two was changed alone',
      remedy: 'write the same number into both',
      related: other ? [{ at: other.definedAt, message: 'MAX_PLUGIN_PACKAGE_SIZE of the plugin daemon' }] : [],
    });
  },
};
