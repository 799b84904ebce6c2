import type { CodeEntry } from './code-entry.ts';

/** Faults of the verified deployment: the only ones that can make a verdict NO-GO. */
export const DEPLOYMENT_CODES = {
  APPLY_REFUSED: {
    meaning: 'The API server rejected an object of the set.',
    next: 'Correct the object; `kubectl apply --server-side --dry-run=server -f FILE` shows the same message.',
  },
  CONSOLE_CALL_FAILED: {
    meaning: 'The console API returned an unexpected response.',
    next: 'Read the logs of the API.',
  },
  DEPLOY_SCRIPT_FAILED: {
    meaning: "The set's own deploy script failed or timed out although the cluster was healthy.",
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
    meaning: 'A check could not run a program in a container, or the container terminated in the meantime.',
    next: '`kubectl -n NAMESPACE describe pod POD`',
  },
  POD_EXEC_TIMEOUT: {
    meaning: 'A program that a check ran in a container timed out: the server that it calls does not respond.',
    next: 'Check the addresses that the container is configured with.',
  },
  POD_PROGRAM_FAILED: {
    meaning: 'A program that a check ran in a pod of the deployment failed.',
    next: 'Read the quoted output.',
  },
  REQUEST_FAILED: {
    meaning: 'A request to the deployment through the ingress controller got no response.',
    next: 'Read the logs of the service behind the route.',
  },
  SERVICE_API_FAILED: {
    meaning: 'The service API returned an unexpected response.',
    next: 'Read the logs of the API.',
  },
  SIGN_IN_FAILED: { meaning: 'The administrator could not sign in to the console.', next: 'Read the logs of the API.' },
  USER_CODE_FAILED: {
    meaning: 'User code did not complete in the sandbox.',
    next: 'Read the logs of the sandbox.',
  },
  VERSION_UNKNOWN: {
    meaning: 'The deployed version of Dify could not be determined.',
    next: 'Check that the API responds to `/health`.',
  },
  WEBSOCKET_FAILED: { meaning: 'A WebSocket to the deployment failed.', next: 'Check the route and its timeouts.' },
} as const satisfies Record<string, CodeEntry>;
