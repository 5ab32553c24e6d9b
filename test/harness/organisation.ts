import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import Provider from 'oidc-provider';
import { freePort } from '#testkit';

/** Somebody whom the organisation knows, under a name of its own. */
export type Account = { email?: string; email_verified?: unknown };

const CLIENT = 'accord-of-the-panel';
const SECRET = 'kV3x9Qe7Lw2pTz5Rm8Yb';

/** Long enough for a busy machine. */
const TTL_SECONDS = {
  AccessToken: 600,
  AuthorizationCode: 600,
  Grant: 600,
  IdToken: 600,
  Interaction: 600,
  Session: 600,
};

/**
 * An organisation's sign-in service: a real OpenID Connect provider on a port of its own, with people whom tests put
 * in. Whoever is named by `signsIn` is at its keyboard.
 */
export class Organisation {
  readonly accounts = new Map<string, Account>();
  signsIn = '';
  /** By how many seconds its ID tokens, good for a minute, are too old when they are handed out; null: not touched. */
  agedBy: number | null = null;
  /** Whether it has a page for signing out; for the next start. */
  letsOut = true;
  private server: Server | null = null;
  private key: { id: string; privateKey: KeyObject } | null = null;

  private constructor(
    private readonly port: number,
    private readonly publicUrl: string,
  ) {}

  /** Starts one for pages at this address. */
  static async at(publicUrl: string): Promise<Organisation> {
    const organisation = new Organisation(await freePort(), publicUrl);
    await organisation.start();
    return organisation;
  }

  /** What Accord has to be told of it. */
  get env(): Record<string, string> {
    return { OIDC_ISSUER: this.issuer, OIDC_CLIENT_ID: CLIENT, OIDC_CLIENT_SECRET: SECRET };
  }

  private get issuer(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts with new keys, on the same port as before. */
  async start(): Promise<void> {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    this.key = { id: randomUUID(), privateKey };
    const handle = this.provider({ ...privateKey.export({ format: 'jwk' }), kid: this.key.id, use: 'sig' });
    this.server = createServer(handle).listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  /** Goes away. */
  async stop(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = null;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }

  /** A browser follows the address that Accord gave; answers with the path of Accord to which it is sent back. */
  letIn(address: string, cookies = new Map<string, string>()): Promise<string> {
    return this.visit(address, cookies);
  }

  /** The same browser signs out where Accord sends it, and says yes when the service asks whether it should. */
  async letOut(address: string, cookies: Map<string, string>): Promise<string> {
    return this.visit(address, cookies, async (page) => {
      const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1];
      const action = /action="([^"]+)"/.exec(page)?.[1];
      if (!xsrf || !action) throw new Error(`The provider does not ask whether to sign out: ${page}`);
      return { to: action, body: new URLSearchParams({ xsrf, logout: 'yes' }) };
    });
  }

  /** Follows redirects, and fills in the one page that `answer` knows, until it is back at Accord. */
  private async visit(
    address: string,
    cookies: Map<string, string>,
    answer?: (page: string) => Promise<{ to: string; body: URLSearchParams }>,
  ): Promise<string> {
    let body: URLSearchParams | null = null;
    let next = address;
    for (let steps = 0; steps < 10; steps += 1) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const method = body ? 'POST' : 'GET';
      const response: Response = await fetch(next, { method, body, headers: { cookie }, redirect: 'manual' });
      body = null;
      for (const set of response.headers.getSetCookie()) {
        const [pair = ''] = set.split(';', 1);
        cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
      }
      const to = response.headers.get('location');
      if (!to && answer && response.ok) {
        const filled = await answer(await response.text());
        ({ body } = filled);
        next = filled.to;
        continue;
      }
      if (!to) throw new Error(`The provider answers ${response.status}: ${await response.text()}`);
      next = new URL(to, next).href;
      if (next.startsWith(this.publicUrl)) return next.slice(this.publicUrl.length);
    }
    throw new Error('The provider sends in circles');
  }

  private provider(jwk: object): ReturnType<Provider['callback']> {
    const provider = new Provider(this.issuer, {
      clients: [
        {
          client_id: CLIENT,
          client_secret: SECRET,
          redirect_uris: [`${this.publicUrl}/sign-in/callback`],
          post_logout_redirect_uris: [`${this.publicUrl}/sign-in`],
        },
      ],
      jwks: { keys: [jwk] },
      cookies: { keys: [randomUUID()] },
      claims: { openid: ['sub'], email: ['email', 'email_verified'] },
      ttl: TTL_SECONDS,
      features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: this.letsOut } },
      interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
      findAccount: (_: unknown, id: string) => ({
        accountId: id,
        claims: () => ({ sub: id, ...this.accounts.get(id) }),
      }),
      loadExistingGrant: grantsAll,
    });
    provider.use(async (exchange, next) => {
      if (exchange.path.startsWith('/interaction/')) {
        const result = { login: { accountId: this.signsIn } };
        return provider.interactionFinished(exchange.req, exchange.res, result);
      }
      await next();
      if (exchange.path === '/token' && this.agedBy !== null) {
        exchange.body = this.aged(exchange.body, this.agedBy);
      }
    });
    return provider.callback();
  }

  /** The same answer with an ID token that was signed with the same key so many seconds ago, for a minute. */
  private aged(body: unknown, seconds: number): object {
    const { id_token: token, ...rest } = body as { id_token: string };
    const [head = '', claims = ''] = token.split('.');
    const said = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { iat: number };
    const iat = said.iat - seconds;
    const aged = Buffer.from(JSON.stringify({ ...said, iat, exp: iat + 60 })).toString('base64url');
    const signature = sign('RSA-SHA256', Buffer.from(`${head}.${aged}`), this.key!.privateKey);
    return { ...rest, id_token: `${head}.${aged}.${signature.toString('base64url')}` };
  }
}

/** Nobody is asked whether Accord may know who they are: the organisation set it up. */
async function grantsAll({ oidc }: import('oidc-provider').Exchange) {
  const grant = new oidc.provider.Grant({
    clientId: oidc.client.clientId,
    accountId: oidc.session.accountId,
  });
  grant.addOIDCScope('openid email');
  await grant.save();
  return grant;
}
