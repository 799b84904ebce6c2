import { check } from 'k6';
import http from 'k6/http';

export const options = { vus: 10, duration: '30s', hosts: JSON.parse(__ENV.HOSTS) };

// biome-ignore lint/style/noDefaultExport: k6 runs the default export
export default function () {
  for (const url of JSON.parse(__ENV.URLS))
    check(http.get(url, { redirects: 0 }), { answered: ({ status }) => status < 500 });
}
