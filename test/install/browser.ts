import type { FastifyInstance } from 'fastify';

export interface Visit {
  status: number;
  location: string | undefined;
  headers: Record<string, string | string[] | number | undefined>;
  /** The `Set-Cookie` headers as they came. */
  setCookies: string[];
  body: string;
}

/** A browser as far as an install needs one: it asks, and it keeps cookies until they are taken back. */
export interface Browser {
  cookies: Map<string, string>;
  get(path: string): Promise<Visit>;
  /** Begins an install as far as Intercom's consent page, and gives that page's address. */
  begin(path?: string): Promise<URL>;
  /** Comes back from Intercom. */
  comeBack(state: string, parameters?: Record<string, string>): Promise<Visit>;
  /** The whole way, an approval given. */
  install(path?: string): Promise<Visit>;
}

export const CODE = 'c0de-secret+/==';

export function openBrowser(app: FastifyInstance): Browser {
  const cookies = new Map<string, string>();

  const get = async (path: string): Promise<Visit> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await app.inject({ method: 'GET', url: path, ...(cookie ? { headers: { cookie } } : {}) });
    const header = response.headers['set-cookie'] ?? [];
    const setCookies = Array.isArray(header) ? header : [header];
    for (const line of setCookies) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name === undefined || value === undefined) continue;
      if (isTakenBack(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = response.headers.location;
    return { status: response.statusCode, location, headers: response.headers, setCookies, body: response.body };
  };

  const begin = async (path = '/install'): Promise<URL> => {
    const visit = await get(path);
    if (visit.location === undefined) throw new Error(`No way to Intercom from ${path}: ${visit.status} ${visit.body}`);
    return new URL(visit.location);
  };

  const comeBack = (state: string, parameters: Record<string, string> = { code: CODE }): Promise<Visit> =>
    get(`/oauth/callback?${new URLSearchParams({ ...parameters, state })}`);

  return {
    cookies,
    get,
    begin,
    comeBack,
    install: async (path) => comeBack(stateOf(await begin(path))),
  };
}

export function stateOf(consentPage: URL): string {
  return consentPage.searchParams.get('state') ?? '';
}

/** Whether such a `Set-Cookie` makes the browser forget the cookie. */
export function isTakenBack(setCookie: string): boolean {
  return /;\s*Max-Age=0(;|$)/i.test(setCookie);
}
