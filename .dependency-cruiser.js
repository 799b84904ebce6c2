import { cruiserConfig } from './harness/testing/boundaries/cruiser.ts';

export default cruiserConfig();
