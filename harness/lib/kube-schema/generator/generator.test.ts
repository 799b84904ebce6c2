import { expect, test } from 'vitest';
import { compactDefinitions } from './definitions.ts';
import { enumsIn } from './enums.ts';
import { type ReleaseFiles, releaseOf, textOf } from './release.ts';

const GO_CODE = `
func schema_k8sio_api_core_v1_Thing(ref common.ReferenceCallback) common.OpenAPIDefinition {
	return common.OpenAPIDefinition{
		Schema: spec.Schema{
			SchemaProps: spec.SchemaProps{
				Properties: map[string]spec.Schema{
					"policy": {
						SchemaProps: spec.SchemaProps{
							Description: "Possible enum values:",
							Enum:        []interface{}{"Always", "Never"},
						},
					},
					"modes": {
						SchemaProps: spec.SchemaProps{
							Items: &spec.SchemaOrArray{
								Schema: &spec.Schema{
									SchemaProps: spec.SchemaProps{
										Enum:    []interface{}{"ReadOnly"},
`;

const DEFINITIONS = {
  'io.k8s.api.core.v1.Thing': {
    description: 'left out',
    type: 'object',
    required: ['modes'],
    properties: {
      policy: { type: 'string', description: 'left out' },
      modes: { type: 'array', items: { type: 'string' } },
      limit: { $ref: '#/definitions/io.k8s.apimachinery.pkg.api.resource.Quantity' },
      port: { $ref: '#/definitions/io.k8s.apimachinery.pkg.util.intstr.IntOrString' },
      next: { $ref: '#/definitions/io.k8s.api.core.v1.Thing' },
      labels: { type: 'object', additionalProperties: { type: 'string' } },
    },
    'x-kubernetes-group-version-kind': [{ group: '', version: 'v1', kind: 'Thing' }],
  },
  'io.k8s.api.core.v1.Unused': { type: 'object' },
};

const files: ReleaseFiles = {
  version: 'v1.99.1',
  swagger: { definitions: DEFINITIONS },
  goCode: GO_CODE,
  discovery: [
    {
      kind: 'APIResourceList',
      groupVersion: 'v1',
      resources: [
        { kind: 'Thing', name: 'things', namespaced: true, verbs: ['create', 'get'] },
        { kind: 'Thing', name: 'things/status', namespaced: true, verbs: ['get'] },
        { kind: 'Review', name: 'reviews', namespaced: false, verbs: ['create'] },
      ],
    },
    {
      kind: 'APIResourceList',
      groupVersion: 'things/v1beta1',
      resources: [{ kind: 'Thing', name: 'things', namespaced: true, verbs: ['create', 'get'] }],
    },
  ],
};

test('a release is the stable kinds that can be created, and what they refer to', () => {
  expect(releaseOf(files)).toEqual({
    kubernetes: 'v1.99.1',
    kinds: { v1: { Thing: { namespaced: true, schema: 'core.v1.Thing' } } },
    definitions: {
      'core.v1.Thing': {
        type: 'object',
        required: ['modes'],
        properties: {
          policy: { type: 'string', enum: ['Always', 'Never', ''] },
          modes: { type: 'array', items: { type: 'string', enum: ['ReadOnly'] } },
          limit: { type: ['string', 'number'], format: 'quantity' },
          port: { type: ['integer', 'string'] },
          next: { $ref: 'core.v1.Thing' },
          labels: { type: 'object', additionalProperties: { type: 'string' } },
        },
      },
    },
  });
});

test('enums are read from the generated Go code', () => {
  expect([...enumsIn(GO_CODE)]).toEqual([
    ['core_v1_Thing.policy', ['Always', 'Never']],
    ['core_v1_Thing.modes', ['ReadOnly']],
  ]);
});

test('what the API server checks beyond its OpenAPI document is added', () => {
  const name = 'io.k8s.api.core.v1.ContainerPort';
  const source = { [name]: { type: 'object', properties: { containerPort: { type: 'integer', format: 'int32' } } } };
  expect(compactDefinitions(source, [name], new Map())['core.v1.ContainerPort']?.properties?.containerPort).toEqual({
    type: 'integer',
    format: 'int32',
    minimum: 1,
    maximum: 65_535,
  });
});

test('two definitions of the same short name, and dangling references, are rejected', () => {
  const source = { 'a.core.v1.X': {}, 'b.core.v1.X': {}, 'a.core.v1.Y': { $ref: '#/definitions/a.core.v1.Z' } };
  expect(() => compactDefinitions(source, ['a.core.v1.X', 'b.core.v1.X'], new Map())).toThrow('both core.v1.X');
  expect(() => compactDefinitions(source, ['a.core.v1.Y'], new Map())).toThrow('no definition a.core.v1.Z');
});

test('the file of a release can be read again', () => {
  expect(JSON.parse(textOf(releaseOf(files)))).toEqual(releaseOf(files));
});
