import type { Answer, RouteRule } from '../../../lib/ingress-routing/index.ts';
import type { Place } from '../../outcome.ts';
import { locationFor, nginxServers } from '../dify/nginx-routes.ts';
import type { Program } from '../dify/programs.ts';
import { nameIn } from '../dify/settings.ts';
import { answerFrom, answerText, partOfRule, placeOfRule } from '../ingress/routes.ts';
import type { LintInput } from '../input/input.ts';
import { keyOf } from '../input/of-kind.ts';
import { servicePods } from '../network/service-pods.ts';
import { programBehind, programOf } from './nginx-edge.ts';

/** Who answers a request from outside, in the end. */
export interface Answered {
  /** Undefined for everything that is no program of Dify. */
  readonly program: Program | undefined;
  /** Whether the files tell: a pattern that can't be read, or a target outside of the set, may be anything. */
  readonly isKnown: boolean;
  /** As messages name it: `web (rule / of Ingress dify/dify)`. */
  readonly text: string;
  /** The rule that decides; undefined if none does. */
  readonly at: Place | undefined;
  readonly answer: Answer;
}

/** @returns who answers a request: through the Ingress or HTTPRoute, and through an nginx of the set behind it. */
export function answeredAt(input: LintInput, host: string, path: string): Answered {
  const answer = answerFrom(input, host, path);
  const base = { answer, text: answerText(input, answer), at: undefined };
  if (answer.kind !== 'rule') return { ...base, program: undefined, isKnown: answer.kind === 'none' };
  return { ...base, at: placeOfRule(answer.rule), ...behind(input, answer.rule, path) };
}

type Behind = Pick<Answered, 'program' | 'isKnown'> & Partial<Pick<Answered, 'text' | 'at'>>;

function behind(input: LintInput, rule: RouteRule, path: string): Behind {
  const part = partOfRule(input, rule);
  if (part) return { program: part, isKnown: true };
  const { namespace } = rule.ingress.entry.object.metadata;
  const key = keyOf(rule.service?.name ?? '', namespace);
  const service = servicePods(input).find(
    ({ entry: { object } }) => keyOf(object.metadata.name, object.metadata.namespace) === key,
  );
  if (!service) return { program: undefined, isKnown: false };
  const program = programBehind(input, service);
  return program ? { program, isKnown: true } : throughNginx(input, service.selected, path);
}

/** A target that does not exist is reported by nginx-upstream-missing: the location itself is there. */
function throughNginx(input: LintInput, selected: readonly object[], path: string): Behind {
  const servers = nginxServers(input).filter(({ nginx }) => selected.includes(nginx.environment.workload));
  for (const server of servers) {
    const location = locationFor(server, path);
    const program = programOf(input, server, location);
    const { at } = location?.directive ?? {};
    if (program && at) {
      return {
        program,
        isKnown: true,
        at,
        text: `${program} (location ${location?.path} of ${nameIn(server.nginx.environment)})`,
      };
    }
  }
  return { program: undefined, isKnown: false };
}
