import { probesOf } from '../../facts/dify/probes.ts';
import { findingAt } from '../../facts/dify/settings.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const webProbeWithoutAcceptLanguage: Rule = {
  id: 'web-probe-without-accept-language',
  claims: ['PRB-2'],
  severity: 'informational',
  title: 'Probes of the web server send Accept-Language',
  rationale:
    'Some versions of dify-web fail without it ("Invalid languages: *"): every probe logs an error, and in some versions returns 500.',
  remediation: 'Add httpHeaders: [{ name: Accept-Language, value: en }].',
  source: 'Winson-030/dify-kubernetes #12; both community Helm charts send it',
  needs: 'web',
  *find(input) {
    const lacking = probesOf(input, ['web']).filter(
      ({ probe: { httpGet } }) =>
        httpGet && !httpGet.httpHeaders?.some(({ name }) => name.toLowerCase() === 'accept-language'),
    );
    const [first] = lacking;
    if (!first) return;
    yield findingAt(placeIn(first.environment.workload.entry, [...first.path, 'httpGet']), {
      message: `${lacking.map(({ kind }) => kind).join(', ')} of web ${lacking.length === 1 ? 'does' : 'do'} not send Accept-Language`,
      cause: 'kubelet does not send it by default',
      remedy: 'add httpHeaders: [{ name: Accept-Language, value: en }]',
    });
  },
};
