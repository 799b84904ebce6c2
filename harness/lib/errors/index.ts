export { CodedError, type CodedErrorInit, messageOf, UsageError } from './coded-error.ts';
