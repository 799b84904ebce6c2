import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSquidRules } from './squid-conf.ts';

const request = (method: string, host: string, port: number, address?: string, client = '10.244.0.8') => ({
  method,
  host,
  port,
  addresses: address ? [address] : [],
  client,
});

describe('the access rules of squid.conf', () => {
  const rules = readSquidRules(readFileSync('fixtures/compose/squid.conf', 'utf8'));

  it('allow callers in the cluster the usual ports, including private destinations', () => {
    expect(rules(request('GET', 'web', 3000, '10.96.0.9'))).toEqual({
      allowed: true,
      by: 'http_access allow localnet',
    });
    expect(rules(request('CONNECT', 'kubernetes', 443, '10.96.0.1')).allowed).toBe(true);
    expect(rules(request('CONNECT', 'public.example', 443)).allowed).toBe(true);
  });

  it('return the rule that denies', () => {
    expect(rules(request('GET', '169.254.169.254', 80, '169.254.169.254'))).toEqual({
      allowed: false,
      by: 'http_access deny link_local',
    });
    expect(rules(request('GET', 'web', 22, '10.96.0.9')).by).toBe('http_access deny !Safe_ports');
    expect(rules(request('CONNECT', 'web', 8443, '10.96.0.9')).by).toBe('http_access deny CONNECT !SSL_ports');
    expect(rules(request('GET', 'web', 80, '10.96.0.9', '8.8.8.8')).by).toBe('http_access deny all');
  });

  it('include the private networks that Dify has denied since 1.15', () => {
    const strict = readSquidRules(
      [
        'acl localnet src 10.0.0.0/8',
        'acl to_private dst 10.0.0.0/8 127.0.0.0/8 ::1 fc00::/7',
        'acl to_private dst 192.168.0.0/16 # more',
        'http_access deny to_private',
        'http_access allow localnet',
        'http_access deny all',
      ].join('\n'),
    );
    for (const address of ['10.96.0.1', '127.0.0.1', '192.168.1.1', '::1', 'fd00::1'])
      expect(strict(request('GET', 'x', 80, address)).by).toBe('http_access deny to_private');
    expect(strict(request('GET', 'x', 80, '93.184.216.34')).allowed).toBe(true);
  });

  it('are undefined rather than guessed', () => {
    const rules = readSquidRules('acl office time MTWHF 9:00-17:00\nhttp_access allow office\nhttp_access deny all');
    expect(rules(request('GET', 'x', 80))).toEqual({ allowed: undefined, by: 'http_access allow office' });
    const file = readSquidRules('acl bad dst "/etc/squid/bad"\nhttp_access deny bad\nhttp_access allow all');
    expect(file(request('GET', 'x', 80, '10.0.0.1')).allowed).toBeUndefined();
  });

  it('invert the last rule if none matches, and deny without any rule', () => {
    expect(readSquidRules('acl a port 80\nhttp_access deny a')(request('GET', 'x', 81)).allowed).toBe(true);
    expect(readSquidRules('http_port 3128')(request('GET', 'x', 81)).allowed).toBe(false);
  });
});
