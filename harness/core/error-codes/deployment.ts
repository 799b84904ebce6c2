import type { CodeEntry } from './code-entry.ts';

/** Faults of the verified deployment: the only ones that can make a verdict NO-GO. */
export const DEPLOYMENT_CODES = {
  APPLY_REFUSED: {
    meaning: 'The API server refused an object of the set.',
    next: 'Correct the object; `kubectl apply --server-side --dry-run=server -f FILE` shows the same message.',
  },
  CONSOLE_CALL_FAILED: { meaning: 'The console API gave an unexpected answer.', next: 'Read the logs of the API.' },
  DEPLOY_SCRIPT_FAILED: {
    meaning: "The set's own deploy script failed or did not end in time, on a cluster that was healthy.",
    next: 'Read the quoted output of the script.',
  },
  IMAGES_UNAVAILABLE: {
    meaning: 'Images that the manifests name were not found in any configured source.',
    next: 'Correct the image names, push the images, or add a source under `images` in the config.',
  },
  IMAGE_UNAVAILABLE: {
    meaning: 'An image was not found in any configured source.',
    next: 'Correct the image name, push the image, or add a source under `images` in the config.',
  },
  NO_READY_POD: { meaning: 'A Deployment has no ready pod.', next: '`kubectl -n NAMESPACE describe pods`' },
  POD_EXEC_FAILED: {
    meaning: 'A program of a check could not be run in a container, or the container ended meanwhile.',
    next: '`kubectl -n NAMESPACE describe pod POD`',
  },
  POD_EXEC_TIMEOUT: {
    meaning: 'A program of a check did not end in time in a container: what it asks does not answer.',
    next: 'Check the addresses that the container is configured with.',
  },
  POD_PROGRAM_FAILED: {
    meaning: 'A program that a check ran in a pod of the deployment failed.',
    next: 'Read the quoted output.',
  },
  REQUEST_FAILED: {
    meaning: 'A request to the deployment through the ingress controller got no answer.',
    next: 'Read the logs of the service behind the route.',
  },
  SERVICE_API_FAILED: { meaning: 'The service API gave an unexpected answer.', next: 'Read the logs of the API.' },
  SIGN_IN_FAILED: { meaning: 'The console did not let the administrator in.', next: 'Read the logs of the API.' },
  USER_CODE_FAILED: {
    meaning: 'User code did not run to its end in the sandbox.',
    next: 'Read the logs of the sandbox.',
  },
  VERSION_UNKNOWN: {
    meaning: 'The deployed version of Dify could not be determined.',
    next: 'Check that the API answers `/health`.',
  },
  WEBSOCKET_FAILED: { meaning: 'A WebSocket to the deployment failed.', next: 'Check the route and its time-outs.' },
} as const satisfies Record<string, CodeEntry>;
