import { requireEnvironment } from './environment.ts';

/** One clear error where there is no environment, instead of one for each check. Listing checks does not come here. */
// biome-ignore lint/style/noDefaultExport: Playwright calls the default export
export default function globalSetup(): void {
  requireEnvironment();
}
