import type { Schema } from '../schema.ts';

const PORT: Schema = { minimum: 1, maximum: 65_535 };
const COUNT: Schema = { minimum: 0 };
const LABEL: Schema = { format: 'dns-label' };

/**
 * What the API server rejects although its OpenAPI document allows it: `definition.property` → the added constraint.
 * From `pkg/apis/{core,apps,batch,networking}/validation/validation.go` of Kubernetes.
 */
export const OVERLAY: Readonly<Record<string, Schema>> = {
  'apps.v1.DeploymentSpec.replicas': COUNT,
  'apps.v1.ReplicaSetSpec.replicas': COUNT,
  'apps.v1.StatefulSetSpec.replicas': COUNT,
  'autoscaling.v2.HorizontalPodAutoscalerSpec.maxReplicas': { minimum: 1 },
  'batch.v1.CronJobSpec.schedule': { format: 'cron' },
  'core.v1.Container.name': LABEL,
  'core.v1.ContainerPort.containerPort': PORT,
  'core.v1.PodSpec.containers': { minItems: 1 },
  'core.v1.Probe.failureThreshold': COUNT,
  'core.v1.Probe.initialDelaySeconds': COUNT,
  'core.v1.Probe.periodSeconds': COUNT,
  'core.v1.Probe.timeoutSeconds': COUNT,
  'core.v1.ServicePort.port': PORT,
  'core.v1.Volume.name': LABEL,
  'networking.v1.ServiceBackendPort.number': PORT,
};
