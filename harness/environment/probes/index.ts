export { quantity } from '../../lib/kube-objects/index.ts';
export { brief, type HttpAnswer, jsonOf } from './answer.ts';
export { type Answerer, answeredBy } from './answered-by.ts';
export { type ContainerUsage, containerUsage } from './container-usage.ts';
export { CookieJar } from './cookie-jar.ts';
export { type DeclaredEnv, declaredEnv, differingNames, envSources, parseEnviron } from './declared-env.ts';
export { IngressClient, type RequestOptions } from './ingress-client.ts';
export {
  connectKube,
  endpointsOf,
  isReady,
  type Kube,
  type LiveWorkload,
  liveWorkload,
  podsOf,
  readyPodOf,
  wantedPods,
} from './kube.ts';
export {
  failureReasons,
  lagOf,
  longestOutageMs,
  type Outage,
  outageBounds,
  outagesOf,
  type Sample,
  SUCCESSES_TO_RECOVER,
} from './outage.ts';
export { type ExecResult, execInContainer, execInPod } from './pod-exec.ts';
export { type PodProgram, runInPod } from './pod-program.ts';
export { type SteadyTraffic, startTraffic, type TrafficReport } from './steady.ts';
export { streamsOf, type TrafficPlan } from './traffic-streams.ts';
export { askWebSocket } from './web-socket.ts';
